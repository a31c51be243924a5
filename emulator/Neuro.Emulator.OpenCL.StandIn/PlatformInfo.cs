namespace Silk.NET.OpenCL;

/// <summary>cl_platform_info.</summary>
public enum PlatformInfo : int
{
    /// <summary>CL_PLATFORM_VERSION.</summary>
    Version = 0x901,

    /// <summary>CL_PLATFORM_NAME.</summary>
    Name = 0x902,
}
