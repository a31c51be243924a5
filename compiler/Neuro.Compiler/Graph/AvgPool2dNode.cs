namespace Neuro.Compiler.Graph;

/// <summary>Sum over windows of each channel, divided by the window's size, padding included.</summary>
public sealed record AvgPool2dNode : PoolNode
{
    /// <inheritdoc/>
    public override string Kind => "AvgPool2d";
}
