namespace Neuro.Compiler.Graph;

/// <summary>2-D cross-correlation: weight [out, in / groups, rows, columns], input [in, rows, columns].</summary>
public sealed record Conv2dNode : ConvolutionNode
{
    /// <inheritdoc/>
    public override string Kind => "Conv2d";
}
