namespace Neuro.Runtime;

/// <summary>What went wrong on a device.</summary>
public enum DeviceFailure
{
    /// <summary>Its memory does not hold what the program or the batch needs.</summary>
    OutOfMemory,

    /// <summary>A kernel could not be compiled or loaded.</summary>
    KernelBuild,

    /// <summary>The device stopped answering: unplugged, reset, timed out, or its driver failed.</summary>
    Lost,
}
