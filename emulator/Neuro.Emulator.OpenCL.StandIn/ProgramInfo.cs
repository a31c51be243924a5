namespace Silk.NET.OpenCL;

/// <summary>cl_program_info.</summary>
public enum ProgramInfo : int
{
    /// <summary>CL_PROGRAM_BINARY_SIZES.</summary>
    BinarySizes = 0x1165,

    /// <summary>CL_PROGRAM_BINARIES.</summary>
    Binaries = 0x1166,
}
