using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;

namespace Neuro.Emulator.Tests.Crossbars;

/// <summary>Programs whose projections are bound to crossbars.</summary>
internal static class Bound
{
    /// <summary>A device without any error.</summary>
    public static readonly DeviceModel Ideal = new() { Name = "ideal", GMin = 1e-6, GMax = 50e-6 };

    /// <summary>An array without wires, with converters that lose nothing.</summary>
    public static readonly CrossbarArray Lossless = new() { Name = "lossless", Adc = new() { Bits = 0 } };

    /// <summary><paramref name="program"/> with every projection that can be bound to <paramref name="array"/>.</summary>
    public static SpikeProgram Program(
        SpikeProgram program, DeviceModel device, CrossbarArray array, double time = 0, bool compensate = false) => program with
        {
            Devices = [device],
            CrossbarArrays = [array],
            Projections =
            [
                .. program.Projections.Select(p => p.Delay.IsArray ? p : p with
                {
                    Crossbar = new() { Device = device.Name, Array = array.Name, Time = time, DriftCompensation = compensate },
                }),
            ],
        };

    /// <summary>One dense layer of relays that keep their sums as state "sum".</summary>
    public static SpikeProgram Dense(int sources, int targets, int bits, Func<int, int> weight, int payload = 1) => Tiny.Program(
        [
            new() { Name = "in", Shape = [sources], PayloadMaximum = payload },
            Tiny.Relays("out", 1, targets),
        ],
        [Tiny.Projection("in", "out", new Dense(), IrValue.FromArray("w"))],
        [IrArray.Create("w", [sources, targets], bits, true, [.. Enumerable.Range(0, sources * targets).Select(weight)])]);

    /// <summary>Weights of both signs that use all of their width.</summary>
    public static Func<int, int> Weights(int bits, int seed = 5)
    {
        Random random = new(seed);
        int largest = (1 << (bits - 1)) - 1;
        return _ => random.Next(-largest, largest + 1);
    }
}
