namespace Neuro.Ir.Learning;

/// <summary>
/// A value computed over groups of neighbouring neurons of a population and added to a port, without synapses: SEMANTICS.md,
/// section 13.
/// </summary>
public sealed record Reduction
{
    /// <summary>Unique among projections and reductions.</summary>
    public required string Name { get; init; }

    /// <summary>Population whose state is reduced.</summary>
    public required string Source { get; init; }

    /// <summary>The state.</summary>
    public required string State { get; init; }

    /// <summary>Population that gets the result.</summary>
    public required string Target { get; init; }

    /// <summary>Port that it is added to.</summary>
    public required string Port { get; init; }

    /// <summary>What is computed.</summary>
    public required ReductionKind Kind { get; init; }

    /// <summary>Neurons of a group, a divisor of the source's size; 0 for all in one group.</summary>
    public int Group { get; init; }

    /// <summary>For <see cref="ReductionKind.KMax"/>: how many are marked. For <see cref="ReductionKind.Softmax"/>: bits of the
    /// result, 1 to 16.</summary>
    public int Count { get; init; } = 1;

    /// <summary>For <see cref="ReductionKind.Softmax"/>: fraction bits of the state, 0 to 16.</summary>
    public int FractionBits { get; init; }

    /// <summary>For arg-max, k-max and miss: only values of at least this take part.</summary>
    public int Floor { get; init; } = int.MinValue;

    /// <summary>The model path it came from.</summary>
    public string? Origin { get; init; }
}
