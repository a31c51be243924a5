namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>How a projection is delivered.</summary>
internal static class ProjectionKind
{
    /// <summary>Along rows of synapses, stored or regular.</summary>
    public const int Rows = 0;

    /// <summary>Through the taps of a convolution's kernel.</summary>
    public const int Convolution = 1;

    /// <summary>Read from a crossbar.</summary>
    public const int Crossbar = 2;

    /// <summary>Along synapses that learn, whose weights every slot has for itself.</summary>
    public const int Plastic = 3;
}
