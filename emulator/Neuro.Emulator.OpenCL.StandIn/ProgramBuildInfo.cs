namespace Silk.NET.OpenCL;

/// <summary>cl_program_build_info.</summary>
public enum ProgramBuildInfo : int
{
    /// <summary>CL_PROGRAM_BUILD_LOG.</summary>
    BuildLog = 0x1183,
}
