namespace ILGPU.Runtime;

/// <summary>What a device is reached through.</summary>
public enum AcceleratorType
{
    /// <summary>The machine's processors.</summary>
    CPU,

    /// <summary>NVIDIA's driver.</summary>
    Cuda,

    /// <summary>An OpenCL driver.</summary>
    OpenCL,
}
