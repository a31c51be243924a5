namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>What each slot has for itself: elements of three buffers, the same for every slot.</summary>
internal sealed class SlotLayout
{
    private readonly List<(long Offset, int[] Values)> _initial = [];

    /// <summary>32-bit elements: kernel argument S.</summary>
    public long Ints { get; private set; }

    /// <summary>64-bit elements: kernel argument L. All are 0 at first.</summary>
    public long Longs { get; private set; }

    /// <summary>8-bit elements: kernel argument B.</summary>
    public long Bytes { get; private set; }

    /// <summary>32-bit elements, from the first, that have a value at the start.</summary>
    public long InitialInts { get; private set; }

    /// <summary>Elements that begin with these values.</summary>
    public long AddInitial(int[] values)
    {
        if (InitialInts != Ints)
            throw new InvalidOperationException("elements with a value come first");
        long offset = AddInts(values.Length);
        _initial.Add((offset, values));
        InitialInts = Ints;
        return offset;
    }

    /// <summary>Elements of any value.</summary>
    public long AddInts(long count)
    {
        long offset = Ints;
        Ints += ConstantPool.Padded(count);
        return offset;
    }

    /// <summary>Elements that begin as 0.</summary>
    public long AddLongs(long count)
    {
        long offset = Longs;
        Longs += ConstantPool.Padded(count);
        return offset;
    }

    /// <summary>Elements of any value.</summary>
    public long AddBytes(long count)
    {
        long offset = Bytes;
        Bytes += ConstantPool.Padded(count);
        return offset;
    }

    /// <summary>The values at the start.</summary>
    public int[] Initial()
    {
        int[] all = new int[InitialInts];
        foreach ((long offset, int[] values) in _initial)
            values.CopyTo(all, offset);
        return all;
    }
}
