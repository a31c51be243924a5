namespace Neuro.Compiler.Graph;

/// <summary>Sum over windows of each channel.</summary>
public sealed record SumPool2dNode : PoolNode
{
    /// <inheritdoc/>
    public override string Kind => "SumPool2d";
}
