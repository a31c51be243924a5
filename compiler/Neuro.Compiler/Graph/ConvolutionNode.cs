namespace Neuro.Compiler.Graph;

/// <summary>A convolution as PyTorch defines it: <see cref="Conv1dNode"/> or <see cref="Conv2dNode"/>.</summary>
public abstract record ConvolutionNode : ModelNode
{
    private protected ConvolutionNode()
    {
    }

    /// <summary>Spatial extents of the input as the file states them; inferred when absent.</summary>
    public Tensor? InputShape { get; init; }

    /// <summary>Kernel, [out channel, in channel / groups, spatial axes…].</summary>
    public required Tensor Weight { get; init; }

    /// <summary>Steps between outputs, one per spatial axis or one for all.</summary>
    public required Tensor Stride { get; init; }

    /// <summary>Zeros on both sides, one per spatial axis or one for all; or "same" or "valid".</summary>
    public required Parameter Padding { get; init; }

    /// <summary>Steps between kernel elements, one per spatial axis or one for all.</summary>
    public required Tensor Dilation { get; init; }

    /// <summary>Groups of channels that do not mix.</summary>
    public required Tensor Groups { get; init; }

    /// <summary>Added to each output channel; none when absent.</summary>
    public Tensor? Bias { get; init; }

    /// <summary>Number of spatial axes.</summary>
    public int SpatialRank => this is Conv1dNode ? 1 : 2;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, Parameter>> Parameters => Present(
        ("input_shape", Optional(InputShape)), ("weight", Weight), ("stride", Stride), ("padding", Padding),
        ("dilation", Dilation), ("groups", Groups), ("bias", Optional(Bias)));
}
