namespace ILGPU;

/// <summary>The size of a launch.</summary>
public readonly struct KernelConfig
{
    /// <summary><paramref name="gridDim"/> groups of <paramref name="groupDim"/> threads.</summary>
    /// <exception cref="NotSupportedException">A group has more threads than one.</exception>
    public KernelConfig(Index1D gridDim, Index1D groupDim)
    {
        if (groupDim.X != 1)
            throw new NotSupportedException($"a group of {groupDim.X} threads was asked for; this accelerator has one");
        Groups = gridDim.X;
    }

    internal int Groups { get; }
}
