namespace Neuro.Compiler.Ann;

/// <summary>
/// Softmax, or its logarithm, over runs of <see cref="Classes"/> elements. It does not change which is largest.
/// </summary>
public sealed record AnnSoftmax : AnnNode
{
    /// <summary>Whether the logarithm is taken.</summary>
    public bool Log { get; init; }

    /// <summary>Elements that are normalised together.</summary>
    public required int Classes { get; init; }
}
