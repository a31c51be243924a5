namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>A buffer in the making: arrays, one after the other.</summary>
internal sealed class Pool<T>
    where T : unmanaged
{
    private readonly List<T[]> _segments = [];

    /// <summary>Elements so far.</summary>
    public long Length { get; private set; }

    /// <summary>The arrays.</summary>
    public IReadOnlyList<T[]> Segments => _segments;

    /// <summary>Appends <paramref name="values"/> and returns the place of their first.</summary>
    public long Add(T[] values)
    {
        _segments.Add(values);
        long first = Length;
        Length += values.Length;
        return first;
    }
}
