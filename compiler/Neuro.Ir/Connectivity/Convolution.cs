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

    /// <summary>The target row v that reads source row <paramref name="y"/> through kernel row <paramref name="ky"/>,
    /// v · StrideY − PaddingTop + ky · DilationY = y; −1 where there is none.</summary>
    public int TargetRow(int y, int ky) => TargetAt(y + PaddingTop - ky * DilationY, StrideY, OutputHeight);

    /// <summary>The target column u that reads source column <paramref name="x"/> through kernel column <paramref name="kx"/>,
    /// u · StrideX − PaddingLeft + kx · DilationX = x; −1 where there is none.</summary>
    public int TargetColumn(int x, int kx) => TargetAt(x + PaddingLeft - kx * DilationX, StrideX, OutputWidth);

    private static int TargetAt(int offset, int stride, int extent)
    {
        int target = offset / stride;
        return offset >= 0 && target * stride == offset && target < extent ? target : -1;
    }

    /// <summary>Number of source neurons.</summary>
    public int InputSize => InputChannels * InputHeight * InputWidth;

    /// <summary>Number of target neurons.</summary>
    public int OutputSize => OutputChannels * OutputHeight * OutputWidth;

    /// <summary>Number of kernel weights.</summary>
    public int WeightCount => OutputChannels * (InputChannels / Groups) * KernelHeight * KernelWidth;
}
