namespace Silk.NET.OpenCL;

/// <summary>cl_mem_flags.</summary>
[Flags]
public enum MemFlags : ulong
{
    /// <summary>What the driver takes by itself.</summary>
    None = 0,

    /// <summary>CL_MEM_READ_WRITE.</summary>
    ReadWrite = 0x1,

    /// <summary>CL_MEM_READ_ONLY.</summary>
    ReadOnly = 0x4,
}
