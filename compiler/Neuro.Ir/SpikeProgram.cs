using System.Collections.Immutable;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>
/// A compiled network: integer arithmetic with every width, rounding and overflow written down. SEMANTICS.md says what it
/// computes; the reference interpreter is that text executed.
/// </summary>
public sealed record SpikeProgram
{
    /// <summary>The program's name.</summary>
    public required string Name { get; init; }

    /// <summary>Seconds per tick.</summary>
    public required Rational TimeStep { get; init; }

    /// <summary>Key of the counter-based random generator.</summary>
    public ulong Seed { get; init; }

    /// <summary>When neurons step: by the tick, or by the event.</summary>
    public Firing Firing { get; init; }

    /// <summary>Where neurons fire by the event: how many events the queue holds, 1 to 2^20; otherwise 0.</summary>
    public int EventQueue { get; init; }

    /// <summary>All integer tensors, by unique name.</summary>
    public ImmutableArray<IrArray> Arrays { get; init; } = [];

    /// <summary>The micro-programs that populations run.</summary>
    public ImmutableArray<MicroProgram> Neurons { get; init; } = [];

    /// <summary>The populations; their order numbers them for the random generator.</summary>
    public ImmutableArray<Population> Populations { get; init; } = [];

    /// <summary>The projections.</summary>
    public ImmutableArray<Projection> Projections { get; init; } = [];

    /// <summary>Values computed over populations and added to ports, in the order of their delivery.</summary>
    public ImmutableArray<Reduction> Reductions { get; init; } = [];

    /// <summary>The micro-programs that plastic projections run over their synapses.</summary>
    public ImmutableArray<MicroProgram> Rules { get; init; } = [];

    /// <summary>The devices that projections are bound to.</summary>
    public ImmutableArray<DeviceModel> Devices { get; init; } = [];

    /// <summary>The crossbar arrays that projections are bound to.</summary>
    public ImmutableArray<CrossbarArray> CrossbarArrays { get; init; } = [];

    /// <summary>Names of the populations whose events are the network's result.</summary>
    public ImmutableArray<string> Outputs { get; init; } = [];

    /// <summary>Where the neurons sit on a target, once placed.</summary>
    public Placement? Placement { get; init; }

    /// <summary>Facts for people and tools (dialect, source file, compiler version); no effect on execution.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The array called <paramref name="name"/>; an error where there is none.</summary>
    public IrArray Array(string name) =>
        Arrays.FirstOrDefault(a => a.Name == name) ?? throw new KeyNotFoundException($"the program has no array '{name}'");

    /// <summary>The array that <paramref name="value"/> names, or null for a scalar.</summary>
    public IrArray? Array(IrValue value) => value.Array is { } name ? Array(name) : null;

    /// <summary>The numbers that <paramref name="value"/> gives to <paramref name="count"/> things: its array's, or its scalar
    /// for each.</summary>
    public int[] Values(IrValue value, int count) => Array(value)?.ToInt32() ?? [.. Enumerable.Repeat(value.Scalar, count)];

    /// <summary>The longest delay, in ticks, of any synapse of <paramref name="projection"/>.</summary>
    public int LongestDelay(Projection projection) =>
        Array(projection.Delay) is { } delays ? (int)ArrayExtents.Scan(delays).Maximum : projection.Delay.Scalar;

    /// <summary>The micro-program called <paramref name="name"/>; an error where there is none.</summary>
    public MicroProgram Neuron(string name) =>
        Neurons.FirstOrDefault(n => n.Name == name) ?? throw new KeyNotFoundException($"the program has no neuron '{name}'");

    /// <summary>The population called <paramref name="name"/>; an error where there is none.</summary>
    public Population Population(string name) =>
        Populations.FirstOrDefault(p => p.Name == name)
            ?? throw new KeyNotFoundException($"the program has no population '{name}'");
}
