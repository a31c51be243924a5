using System.Collections.Immutable;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Selection;

/// <summary>A tiny program that every backend must execute as the reference does: what tells a working device from a listed one.
/// </summary>
public static class SelfCheck
{
    private const int Inputs = 40, Hidden = 37, Outputs = 5, Ticks = 12, Slots = 3;

    private static readonly SpikeProgram Program = Create();

    /// <summary>
    /// Runs the program on <paramref name="backend"/>: what differs first, with its coordinates; null where all is as it must be.
    /// </summary>
    /// <exception cref="DeviceException">The device failed.</exception>
    public static string? FirstDifference(IBackend backend)
    {
        SessionOptions options = new() { BatchSize = Slots };
        using ISession expected = new ReferenceBackend().Open(Program, options);
        using ISession actual = backend.Open(Program, options);
        InputBatch input = new("input", [.. Enumerable.Range(0, Slots).Select(Train)]);
        RecordingOptions recording = new() { Counts = ["hidden", "output"], States = [("hidden", "v"), ("output", "v")] };
        (Recording Expected, Recording Actual) recorded = (new(Program, recording, Slots), new(Program, recording, Slots));
        expected.Run(input, Ticks, recorded.Expected);
        actual.Run(input, Ticks, recorded.Actual);
        for (int slot = 0; slot < Slots; slot++)
        {
            foreach ((string population, string state) in recording.States)
            {
                IReadOnlyList<int> a = recorded.Expected.States(population, state, slot);
                IReadOnlyList<int> b = recorded.Actual.States(population, state, slot);
                int size = Program.Population(population).Size;
                for (int i = 0; i < a.Count; i++)
                {
                    if (a[i] != b[i])
                        return $"sample {slot}, tick {i / size}, {population} neuron {i % size}: {state} is {b[i]}, not {a[i]}";
                }
                if (!recorded.Expected.Counts(population, slot).SequenceEqual(recorded.Actual.Counts(population, slot)))
                    return $"sample {slot}: the spikes of '{population}' are counted otherwise";
            }
            if (expected.Counters(slot) != actual.Counters(slot))
                return $"sample {slot}: counted {actual.Counters(slot)}, not {expected.Counters(slot)}";
        }
        return null;
    }

    private static SpikeTrain Train(int slot)
    {
        SpikeTrainBuilder builder = new(Inputs, Ticks);
        for (int tick = 0; tick < Ticks; tick++)
        {
            for (int neuron = (tick + slot) % 5; neuron < Inputs; neuron += 5 + slot)
                builder.Add(neuron);
            builder.EndTick();
        }
        return builder.Build();
    }

    // Dense and scattered synapses, a delay, products, roundings and random numbers.
    private static SpikeProgram Create()
    {
        int[] rows = [.. Enumerable.Range(0, Hidden + 1).Select(i => 3 * i)];
        int[] targets = [.. Enumerable.Range(0, 3 * Hidden).Select(i => i % 3 * 12 + i % 11)];
        SpikeProgram program = new()
        {
            Name = "self-check",
            TimeStep = new(1, 1000),
            Seed = 2026,
            Neurons = [Neuron()],
            Populations =
            [
                new() { Name = "input", Shape = [Inputs] },
                Neurons("hidden", Hidden, 1),
                Neurons("output", Outputs, 2),
            ],
            Projections =
            [
                Projection("first", "input", "hidden", new Dense()),
                Projection("recurrent", "hidden", "hidden", new Sparse("rows", "targets")) with { Delay = 2 },
                Projection("second", "hidden", "output", new Dense()),
            ],
            Arrays =
            [
                Weights("first", [Inputs, Hidden]), Weights("recurrent", [3 * Hidden]), Weights("second", [Hidden, Outputs]),
                IrArray.Create("rows", [rows.Length], 16, signed: false, rows),
                IrArray.Create("targets", [targets.Length], 16, signed: false, targets),
            ],
            Outputs = ["output"],
        };
        ProgramVerifier.ThrowIfInvalid(program);
        return program;
    }

    private static Population Neurons(string name, int size, int phase) => new()
    {
        Name = name,
        Shape = [size],
        Neuron = "lif",
        Phase = phase,
        Parameters = ImmutableSortedDictionary<string, IrValue>.Empty.Add("decay", 59000).Add("threshold", 300),
    };

    private static Projection Projection(string name, string source, string target, Connectivity connectivity) => new()
    {
        Name = name,
        Source = source,
        Target = target,
        Port = "in",
        Connectivity = connectivity,
        Weight = IrValue.FromArray(name),
    };

    private static IrArray Weights(string name, ImmutableArray<int> shape) => IrArray.Create(
        name, shape, 8, signed: true, [.. Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(i => i * 37 % 181 - 70)]);

    private static MicroProgram Neuron()
    {
        MicroProgramBuilder b = new("lif");
        Value kept = b.MulShift(b.State("v", 24), b.Param("decay"), 16, Rounding.NearestEven);
        Value charged = b.Add(b.Add(kept, b.Accumulator("in")), b.Rand(5), "charged");
        Value fired = b.Gt(charged, b.Param("threshold"), "fired");
        b.Store("v", b.Sat(b.Select(fired, 0, charged), 24));
        b.Emit(fired);
        return b.Build();
    }
}
