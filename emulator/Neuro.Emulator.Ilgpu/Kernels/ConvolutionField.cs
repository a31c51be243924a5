namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Places in the geometry of a convolution; tables of targets by source row and column follow.</summary>
internal static class ConvolutionField
{
    /// <summary>Source rows.</summary>
    public const int InputHeight = 0;

    /// <summary>Source columns.</summary>
    public const int InputWidth = 1;

    /// <summary>Target rows.</summary>
    public const int OutputHeight = 2;

    /// <summary>Target columns.</summary>
    public const int OutputWidth = 3;

    /// <summary>Kernel rows.</summary>
    public const int KernelHeight = 4;

    /// <summary>Kernel columns.</summary>
    public const int KernelWidth = 5;

    /// <summary>Source channels of a group.</summary>
    public const int InputsPerGroup = 6;

    /// <summary>Target channels of a group.</summary>
    public const int OutputsPerGroup = 7;

    /// <summary>Vertical stride.</summary>
    public const int StrideY = 8;

    /// <summary>Horizontal stride.</summary>
    public const int StrideX = 9;

    /// <summary>Rows of padding on top.</summary>
    public const int PaddingTop = 10;

    /// <summary>Columns of padding on the left.</summary>
    public const int PaddingLeft = 11;

    /// <summary>Vertical dilation.</summary>
    public const int DilationY = 12;

    /// <summary>Horizontal dilation.</summary>
    public const int DilationX = 13;

    /// <summary>Target row of [source row, kernel row], −1 for none; then the same of columns.</summary>
    public const int Count = 14;
}
