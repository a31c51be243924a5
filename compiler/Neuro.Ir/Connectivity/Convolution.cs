namespace Neuro.Ir;

/// <summary>
/// Cross-correlation over (channel, row, column) as PyTorch and NIR define Conv2d. A 1-D convolution has one row. Sum pooling is
/// the case of one group per channel and a scalar weight. Weights are [out channel, in channel / groups, kernel row, kernel
/// column]. Padding below and to the right is whatever the output size implies.
/// </summary>
public sealed record Convolution : Connectivity
{
    /// <summary>Source channels; a multiple of <see cref="Groups"/>.</summary>
    public required int InputChannels { get; init; }
    /// <summary>Source rows.</summary>
    public required int InputHeight { get; init; }
    /// <summary>Source columns.</summary>
    public required int InputWidth { get; init; }
    /// <summary>Target channels; a multiple of <see cref="Groups"/>.</summary>
    public required int OutputChannels { get; init; }
    /// <summary>Target rows.</summary>
    public required int OutputHeight { get; init; }
    /// <summary>Target columns.</summary>
    public required int OutputWidth { get; init; }
    /// <summary>Kernel rows.</summary>
    public required int KernelHeight { get; init; }
    /// <summary>Kernel columns.</summary>
    public required int KernelWidth { get; init; }
    /// <summary>Rows between neighbouring outputs.</summary>
    public int StrideY { get; init; } = 1;
    /// <summary>Columns between neighbouring outputs.</summary>
    public int StrideX { get; init; } = 1;
    /// <summary>Zero rows above the source.</summary>
    public int PaddingTop { get; init; }
    /// <summary>Zero columns left of the source.</summary>
    public int PaddingLeft { get; init; }
    /// <summary>Source rows between neighbouring kernel rows.</summary>
    public int DilationY { get; init; } = 1;
    /// <summary>Source columns between neighbouring kernel columns.</summary>
    public int DilationX { get; init; } = 1;
    /// <summary>Groups of channels that do not mix.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Number of source neurons.</summary>
    public int InputSize => InputChannels * InputHeight * InputWidth;

    /// <summary>Number of target neurons.</summary>
    public int OutputSize => OutputChannels * OutputHeight * OutputWidth;

    /// <summary>Number of kernel weights.</summary>
    public int WeightCount => OutputChannels * (InputChannels / Groups) * KernelHeight * KernelWidth;
}
