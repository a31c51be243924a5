using System.Collections.Immutable;

namespace Neuro.Ir.Learning;

/// <summary>
/// How a projection's weights change: steps that run at the end of a tick (or of a sample) over its synapses, in order.
/// SEMANTICS.md, section 11, says what they compute.
/// </summary>
public sealed record Plasticity
{
    /// <summary>Smallest weight that a step may store; deliveries are proved for it.</summary>
    public required int WeightMinimum { get; init; }

    /// <summary>Largest weight that a step may store; deliveries are proved for it.</summary>
    public required int WeightMaximum { get; init; }

    /// <summary>Per-synapse arrays beside the weight: traces, tags, slow weights, conductances.</summary>
    public ImmutableArray<SynapseArray> Arrays { get; init; } = [];

    /// <summary>The steps, in the order in which they run.</summary>
    public ImmutableArray<PlasticityStep> Steps { get; init; } = [];

    /// <summary>Whether it is part of the network's dynamics (fast weights, associative recall), so that it runs in sessions that
    /// do not learn too.</summary>
    public bool Always { get; init; }

    /// <summary>How proposed changes are applied to cells of a device; null where steps store into the weight
    /// themselves.</summary>
    public PulseCommit? Commit { get; init; }
}
