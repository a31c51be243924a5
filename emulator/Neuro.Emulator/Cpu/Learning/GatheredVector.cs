namespace Neuro.Emulator.Cpu.Learning;

/// <summary>What a gather makes: one element for each group, zeros where the gather is not due.</summary>
/// <param name="groups">Number of groups.</param>
/// <param name="slots">Number of slots.</param>
/// <param name="parts">Number of parts.</param>
internal sealed unsafe class GatheredVector(int groups, int slots, int parts)
{
    private readonly int _stride = Emit.KernelLayout.Padded(groups);
    private readonly AlignedArray<int> _elements = new((long)slots * Emit.KernelLayout.Padded(groups));
    private readonly bool[] _set = new bool[(long)slots * parts];

    /// <summary>The elements of a slot.</summary>
    public int* Row(int slot) => _elements.Pointer + (long)slot * _stride;

    /// <summary>Notes that a part's elements of a slot are set.</summary>
    public void MarkSet(int slot, int part) => _set[(long)slot * parts + part] = true;

    /// <summary>Makes a part's elements, <paramref name="first"/> to <paramref name="end"/>, zeros.</summary>
    public void Clear(int slot, int part, int first, int end)
    {
        ref bool set = ref _set[(long)slot * parts + part];
        if (!set)
            return;
        new Span<int>(Row(slot) + first, end - first).Clear();
        set = false;
    }
}
