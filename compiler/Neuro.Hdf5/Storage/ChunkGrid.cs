namespace Neuro.Hdf5.Storage;

/// <summary>The chunks that cover a dataset, numbered in row-major order of their positions.</summary>
internal sealed class ChunkGrid
{
    private readonly long[] _extents;

    /// <summary>The grid of chunks over a shape; unlimited dimensions count as one row.</summary>
    public ChunkGrid(long[] shape, long[] chunk)
    {
        _extents = new long[shape.Length];
        for (int d = 0; d < shape.Length; d++)
            _extents[d] = shape[d] < 0 ? 1 : (shape[d] - 1) / chunk[d] + (shape[d] > 0 ? 1 : 0);
        Count = 1;
        foreach (long extent in _extents)
            Count = Saturating(Count, extent);
    }

    /// <summary>Number of chunks; long.MaxValue where it does not fit.</summary>
    public long Count { get; }

    /// <summary>The grid position of chunk <paramref name="number"/>.</summary>
    public void Position(long number, Span<long> position)
    {
        for (int d = _extents.Length - 1; d >= 0; d--)
        {
            long extent = Math.Max(_extents[d], 1);
            position[d] = number % extent;
            number /= extent;
        }
    }

    /// <summary>The number of the chunk at a grid position, or -1 outside the grid.</summary>
    public long Number(ReadOnlySpan<long> position)
    {
        long number = 0;
        for (int d = 0; d < _extents.Length; d++)
        {
            if (position[d] < 0 || position[d] >= _extents[d])
                return -1;
            number = number * _extents[d] + position[d];
        }
        return number;
    }

    private static long Saturating(long a, long b) => a == 0 || b == 0 ? 0 : a > long.MaxValue / b ? long.MaxValue : a * b;
}
