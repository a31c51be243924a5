namespace Silk.NET.OpenCL;

/// <summary>Error codes of OpenCL.</summary>
public enum ErrorCodes : int
{
    /// <summary>CL_SUCCESS.</summary>
    Success = 0,

    /// <summary>CL_DEVICE_NOT_FOUND.</summary>
    DeviceNotFound = -1,

    /// <summary>CL_DEVICE_NOT_AVAILABLE.</summary>
    DeviceNotAvailable = -2,

    /// <summary>CL_COMPILER_NOT_AVAILABLE.</summary>
    CompilerNotAvailable = -3,

    /// <summary>CL_MEM_OBJECT_ALLOCATION_FAILURE.</summary>
    MemObjectAllocationFailure = -4,

    /// <summary>CL_OUT_OF_RESOURCES.</summary>
    OutOfResources = -5,

    /// <summary>CL_OUT_OF_HOST_MEMORY.</summary>
    OutOfHostMemory = -6,

    /// <summary>CL_BUILD_PROGRAM_FAILURE.</summary>
    BuildProgramFailure = -11,

    /// <summary>CL_INVALID_BINARY.</summary>
    InvalidBinary = -42,

    /// <summary>CL_INVALID_BUFFER_SIZE.</summary>
    InvalidBufferSize = -61,

    /// <summary>CL_PLATFORM_NOT_FOUND_KHR.</summary>
    PlatformNotFoundKhr = -1001,
}
