using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Ann;

/// <summary>y = map(x) + bias: convolutions, matrices, averages, scales, batch normalisation.</summary>
public sealed record AnnLinear : AnnNode
{
    /// <summary>The map.</summary>
    public required LinearMap Map { get; init; }

    /// <summary>One value for all, or one for each of equal runs of elements (a channel, or an element).</summary>
    public double[] Bias { get; init; } = [0.0];
}
