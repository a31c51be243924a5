namespace Neuro.Compiler.Graph;

/// <summary>1-D cross-correlation: weight [out, in / groups, kernel], input [in, N].</summary>
public sealed record Conv1dNode : ConvolutionNode
{
    /// <inheritdoc/>
    public override string Kind => "Conv1d";
}
