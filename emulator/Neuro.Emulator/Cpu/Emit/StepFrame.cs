namespace Neuro.Emulator.Cpu.Emit;

/// <summary>
/// What one call of a kernel works on: neurons <see cref="Start"/>..<see cref="End"/> of some consecutive slots.
/// </summary>
internal unsafe struct StepFrame
{
    /// <summary>
    /// First elements of the arrays that the kernel reads and writes, in the order of <see cref="KernelLayout"/>.
    /// </summary>
    public nint* Arrays;

    /// <summary>Neuron indices of the events of this tick, one row of the layout's stride per slot.</summary>
    public int* Indices;

    /// <summary>Payloads in the same places; not used where every payload is 1.</summary>
    public int* Payloads;

    /// <summary>Where the number of events of each slot is written, <see cref="CountStride"/> apart.</summary>
    public int* Counts;

    /// <summary>Elements between the counts of two slots.</summary>
    public int CountStride;

    /// <summary>Random stream of each slot.</summary>
    public uint* Streams;

    /// <summary>The tick.</summary>
    public int Tick;

    /// <summary>First slot.</summary>
    public int FirstSlot;

    /// <summary>One after the last slot.</summary>
    public int EndSlot;

    /// <summary>First neuron, a multiple of the largest number of lanes.</summary>
    public int Start;

    /// <summary>One after the last neuron.</summary>
    public int End;
}
