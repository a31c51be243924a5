namespace Silk.NET.OpenCL;

/// <summary>cl_command_queue_properties.</summary>
[Flags]
public enum CommandQueueProperties : ulong
{
    /// <summary>In order, without timings.</summary>
    None = 0,

    /// <summary>CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE.</summary>
    OutOfOrderExecModeEnable = 0x1,

    /// <summary>CL_QUEUE_PROFILING_ENABLE.</summary>
    ProfilingEnable = 0x2,
}
