namespace Neuro.Ir.Learning;

/// <summary>How gathered values combine. A group without a triggered synapse has 0 (arg-max: −1).</summary>
public enum GatherOperation
{
    /// <summary>Their sum, exact, then clamped to 32 bits.</summary>
    Sum,
    /// <summary>The largest.</summary>
    Max,
    /// <summary>The smallest.</summary>
    Min,
    /// <summary>The number of the synapse with the largest value, the lowest of equals; −1 for none.</summary>
    ArgMax,
}
