namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>How a program is spread over the device's work-items. None of it changes a result.</summary>
/// <param name="Shared">Whether work-items share the neurons of a slot and add with atomics, as GPUs like it; otherwise each owns
/// a range of neurons of its own.</param>
/// <param name="Lanes">Work-items of a slot.</param>
/// <param name="GroupSize">Work-items of a group; those of a slot in one kernel for all ticks, where staged is false.</param>
/// <param name="Staged">Whether every step of a tick is a kernel of its own, so that work-items of a slot need not be of one
/// group.</param>
/// <param name="Optimised">Whether the driver's compiler is to take its time: for a tick of a few neurons it would take longer
/// than most runs.</param>
internal sealed record ExecutionStyle(bool Shared, int Lanes, int GroupSize, bool Staged, bool Optimised = true)
{
    /// <summary>The options that kernels are compiled with.</summary>
    public string CompilerOptions => Optimised ? "-cl-std=CL1.2 -w" : "-cl-std=CL1.2 -w -cl-opt-disable";

    /// <summary>One work-item a slot, all ticks in one kernel.</summary>
    public static ExecutionStyle OneOwner { get; } = new(false, 1, 1, false);
}
