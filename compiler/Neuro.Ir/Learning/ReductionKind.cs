namespace Neuro.Ir.Learning;

/// <summary>What a reduction computes over a group. The first five give one number for the group, which every neuron of the
/// target that belongs to it gets; the last two one for each neuron.</summary>
public enum ReductionKind
{
    /// <summary>The sum.</summary>
    Sum,
    /// <summary>The largest.</summary>
    Max,
    /// <summary>The number within the group of the largest value that is at least the floor, the lowest of equals; −1 for
    /// none.</summary>
    ArgMax,
    /// <summary>The number of values that are not 0.</summary>
    Count,
    /// <summary>1 where no value is at least the floor, else 0.</summary>
    Miss,
    /// <summary>1 for the k largest that are at least the floor, the lowest numbers of equals first, else 0.</summary>
    KMax,
    /// <summary>The share 2^(x − largest) / Σ 2^(x − largest) in fixed point.</summary>
    Softmax,
}
