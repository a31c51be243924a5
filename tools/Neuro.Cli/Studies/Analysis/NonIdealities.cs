using System.Collections.Immutable;
using Neuro.Compiler.Passes;
using Neuro.Ir.Crossbars;

namespace Neuro.Cli.Studies.Analysis;

/// <summary>Every non-ideality, in the order in which a signal meets it; without all of them a crossbar is exact.</summary>
internal static class NonIdealities
{
    /// <summary>The list; adding one means one line.</summary>
    public static ImmutableArray<NonIdeality> All { get; } =
    [
        new("quantised levels", "the device's finite number of conductances",
            o => o with { Device = o.Device with { Levels = 0 } }),
        new("programming error", "where cells end when they are written, from cell to cell and from write to write",
            o => o with { Device = o.Device with { Programming = new() } }),
        new("stuck cells", "cells that stay on or off", o => o with { Device = o.Device with { StuckOn = 0, StuckOff = 0 } }),
        new("drift", "what time does to conductances", o => o with { Device = o.Device with { Drift = null } }),
        new("temperature", "reading at another temperature than that of the device's figures",
            o => o with { Temperature = 0, Device = o.Device with { Temperature = null } }),
        new("nonlinear I-V", "cells whose current is no multiple of the voltage",
            o => o with { Device = o.Device with { SinhVoltage = 0 } }),
        new("IR drop", "resistance of wires, drivers and sinks, and floating rows", o => o with
        {
            Array = o.Array with { RWordLine = 0, RBitLine = 0, RDriver = 0, RSink = 0, FloatingRows = false },
        }),
        new("read noise", "what differs from one read to the next", o => o with { Device = o.Device with { ReadNoise = null } }),
        new("DAC", "inputs that the DAC rounds",
            o => o with { Array = o.Array with { Dac = o.Array.Dac with { Mode = DacMode.BitSerial } } }),
        new("ADC", "bits, range, offset and gain of the converters", o => o with
        {
            Array = o.Array with { ReadBits = new CrossbarArray { Name = "" }.ReadBits, Adc = new() },
        }),
    ];

    /// <summary>Those that <paramref name="options"/> have.</summary>
    public static ImmutableArray<NonIdeality> Of(BindOptions options) => [.. All.Where(n => n.IsIn(options))];

    /// <summary><paramref name="options"/> without any.</summary>
    public static BindOptions Ideal(BindOptions options) => All.Aggregate(options, (o, n) => n.Remove(o));

    /// <summary><paramref name="options"/> with <paramref name="only"/> alone.</summary>
    public static BindOptions Alone(BindOptions options, NonIdeality only) =>
        All.Where(n => n != only).Aggregate(options, (o, n) => n.Remove(o));
}
