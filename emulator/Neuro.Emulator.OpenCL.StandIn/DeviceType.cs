namespace Silk.NET.OpenCL;

/// <summary>cl_device_type.</summary>
[Flags]
public enum DeviceType : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>CL_DEVICE_TYPE_DEFAULT.</summary>
    Default = 0x1,

    /// <summary>CL_DEVICE_TYPE_CPU.</summary>
    Cpu = 0x2,

    /// <summary>CL_DEVICE_TYPE_GPU.</summary>
    Gpu = 0x4,

    /// <summary>CL_DEVICE_TYPE_ACCELERATOR.</summary>
    Accelerator = 0x8,

    /// <summary>CL_DEVICE_TYPE_ALL.</summary>
    All = 0xFFFFFFFF,
}
