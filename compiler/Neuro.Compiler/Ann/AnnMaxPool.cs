using Neuro.Ir;

namespace Neuro.Compiler.Ann;

/// <summary>The largest value of each window of each channel; padding does not take part.</summary>
public sealed record AnnMaxPool : AnnNode
{
    /// <summary>Windows: one group for each channel.</summary>
    public required Convolution Geometry { get; init; }
}
