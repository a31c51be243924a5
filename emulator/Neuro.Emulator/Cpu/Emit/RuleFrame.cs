namespace Neuro.Emulator.Cpu.Emit;

/// <summary>What one call of a rule's kernel works on: some synapses of one slot, counted from 0.</summary>
internal unsafe struct RuleFrame
{
    /// <summary>The first synapse's elements of the arrays that the kernel reads and writes, in the order of
    /// <see cref="RuleLayout"/>.</summary>
    public nint* Arrays;

    /// <summary>Values of the parameters that are the same for all these synapses.</summary>
    public int* Scalars;

    /// <summary>Number of the first synapse.</summary>
    public int Number;

    /// <summary>Number of synapses.</summary>
    public int Count;

    /// <summary>Elements from one synapse to the next, for <see cref="LeafMode.Strided"/>.</summary>
    public nint Stride;

    /// <summary>The tick.</summary>
    public int Tick;

    /// <summary>The upper word of the random generator's key.</summary>
    public uint Key1;
}
