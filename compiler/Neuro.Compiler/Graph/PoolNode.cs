namespace Neuro.Compiler.Graph;

/// <summary>Pooling over (channel, row, column): <see cref="SumPool2dNode"/> or <see cref="AvgPool2dNode"/>.</summary>
public abstract record PoolNode : ModelNode
{
    private protected PoolNode()
    {
    }

    /// <summary>Window rows and columns, or one value for both.</summary>
    public required Tensor KernelSize { get; init; }

    /// <summary>Rows and columns between windows, or one value for both.</summary>
    public required Tensor Stride { get; init; }

    /// <summary>Zero rows and columns on every side, or one value for both.</summary>
    public required Tensor Padding { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters =>
        Present(("kernel_size", KernelSize), ("stride", Stride), ("padding", Padding));
}
