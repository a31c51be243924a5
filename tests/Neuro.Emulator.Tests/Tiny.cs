using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Tests;

/// <summary>Programs of a few neurons, for tests whose expected values are worked out by hand.</summary>
internal static class Tiny
{
    /// <summary>A neuron that keeps what arrived in this tick as its state "sum" and passes it on as its payload.</summary>
    public static MicroProgram Relay(int bits = 32)
    {
        MicroProgramBuilder b = new("relay");
        Value sum = b.Accumulator("in", bits);
        b.State("sum", 32);
        b.Store("sum", sum);
        b.Emit(sum);
        return b.Build();
    }

    public static Population Input(string name, params ImmutableArray<int> shape) =>
        new() { Name = name, Shape = shape, PayloadMinimum = -1000, PayloadMaximum = 1000 };

    public static Population Relays(string name, int phase, params ImmutableArray<int> shape) =>
        new() { Name = name, Shape = shape, Neuron = "relay", Phase = phase };

    public static Projection Projection(string source, string target, Connectivity connectivity, IrValue weight) => new()
    {
        Name = $"{source}-{target}",
        Source = source,
        Target = target,
        Port = "in",
        Connectivity = connectivity,
        Weight = weight,
    };

    public static SpikeProgram Program(
        IEnumerable<Population> populations,
        IEnumerable<Projection> projections,
        IEnumerable<IrArray>? arrays = null,
        MicroProgram? neuron = null) => new()
        {
            Name = "tiny",
            TimeStep = new(1, 1000),
            Seed = 0x0123456789ABCDEF,
            Neurons = [neuron ?? Relay()],
            Populations = [.. populations],
            Projections = [.. projections],
            Arrays = [.. arrays ?? []],
        };

    /// <summary>An array of the narrowest signed width among 8, 16 and 32 that holds the values.</summary>
    public static IrArray Array(string name, ImmutableArray<int> shape, params int[] values)
    {
        int largest = values.Select(v => v < 0 ? ~v : v).DefaultIfEmpty(0).Max();
        return IrArray.Create(name, shape, largest < 128 ? 8 : largest < 32768 ? 16 : 32, signed: true, values);
    }

    /// <summary>Events (tick, neuron, payload) for the one input of a batch of one.</summary>
    public static InputBatch Events(SpikeProgram program, int ticks, params (int Tick, int Neuron, int Payload)[] events)
    {
        Population input = program.Populations.Single(p => p.IsInput);
        int[] Column(Func<(int Tick, int Neuron, int Payload), int> column) => [.. events.Select(column)];
        SpikeTrain train = SpikeTrain.FromEvents(
            ticks, input.Size, Column(e => e.Tick), Column(e => e.Neuron), Column(e => e.Payload));
        return new(input.Name, [train]);
    }

    /// <summary>The values of a state after each tick of a run from the start, [tick][neuron].</summary>
    public static int[][] Trace(
        IBackend backend, SpikeProgram program, InputBatch input, int ticks, string population, string state = "sum")
    {
        using ISession session = backend.Open(program, new SessionOptions());
        Recording recording = new(program, new RecordingOptions { States = [(population, state)] }, 1);
        session.Run(input, ticks, recording);
        return [.. recording.States(population, state, 0).Chunk(program.Population(population).Size)];
    }
}
