namespace Silk.NET.OpenCL;

/// <summary>cl_device_info.</summary>
public enum DeviceInfo : int
{
    /// <summary>CL_DEVICE_TYPE.</summary>
    Type = 0x1000,

    /// <summary>CL_DEVICE_MAX_COMPUTE_UNITS.</summary>
    MaxComputeUnits = 0x1002,

    /// <summary>CL_DEVICE_MAX_WORK_GROUP_SIZE.</summary>
    MaxWorkGroupSize = 0x1004,

    /// <summary>CL_DEVICE_MAX_CLOCK_FREQUENCY.</summary>
    MaxClockFrequency = 0x100C,

    /// <summary>CL_DEVICE_MAX_MEM_ALLOC_SIZE.</summary>
    MaxMemAllocSize = 0x1010,

    /// <summary>CL_DEVICE_GLOBAL_MEM_SIZE.</summary>
    GlobalMemSize = 0x101F,

    /// <summary>CL_DEVICE_ENDIAN_LITTLE.</summary>
    EndianLittle = 0x1026,

    /// <summary>CL_DEVICE_AVAILABLE.</summary>
    Available = 0x1027,

    /// <summary>CL_DEVICE_COMPILER_AVAILABLE.</summary>
    CompilerAvailable = 0x1028,

    /// <summary>CL_DEVICE_NAME.</summary>
    Name = 0x102B,

    /// <summary>CL_DRIVER_VERSION.</summary>
    DriverVersion = 0x102D,

    /// <summary>CL_DEVICE_VERSION.</summary>
    Version = 0x102F,
}
