using System.Collections.Immutable;

namespace Neuro.Ir.Learning;

/// <summary>
/// A rule's micro-program run over the synapses that its trigger selects. Its states are per-synapse arrays, its parameters are
/// <see cref="RuleInput"/>s; it has no ports. What it emits is proposed to the commit (update), gathered, or ranked.
/// </summary>
public sealed record PlasticityStep
{
    /// <summary>What is done with the value that the micro-program emits.</summary>
    public StepKind Kind { get; init; } = StepKind.Update;

    /// <summary>Name of the micro-program in <see cref="SpikeProgram.Rules"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>When and at which synapses it runs.</summary>
    public required StepTrigger Trigger { get; init; }

    /// <summary>For <see cref="StepTrigger.Every"/>: the number of ticks n, at least 1; it runs at ticks n − 1, 2n − 1,
    /// ….</summary>
    public int Period { get; init; } = 1;

    /// <summary>For each state of the micro-program the per-synapse array it stands for: "weight", or a name of
    /// <see cref="Plasticity.Arrays"/>.</summary>
    public ImmutableSortedDictionary<string, string> Arrays { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>For each parameter of the micro-program where it is read.</summary>
    public ImmutableSortedDictionary<string, RuleInput> Inputs { get; init; } =
        ImmutableSortedDictionary<string, RuleInput>.Empty;

    /// <summary>For each table of the micro-program the array that it is.</summary>
    public ImmutableSortedDictionary<string, string> Tables { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>For gather and rank: over which synapses together.</summary>
    public SynapseGroup Group { get; init; }

    /// <summary>For gather: how values combine.</summary>
    public GatherOperation Gather { get; init; }

    /// <summary>For rank: how many of each group are marked, at least 1.</summary>
    public int Count { get; init; }

    /// <summary>For gather: the name of the vector it makes. For rank: the per-synapse array that gets 1 (marked) or 0.</summary>
    public string? Into { get; init; }
}
