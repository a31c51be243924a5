namespace Neuro.Hdf5.Storage;

/// <summary>Copies the part of a chunk that lies inside a dataset to its place there; both are row-major.</summary>
internal sealed class ChunkCopy(long[] shape, long[] chunk, int elementSize, ChunkGrid grid)
{
    /// <summary>Bytes of chunk <paramref name="number"/> that lie inside the dataset.</summary>
    public long BytesInside(long number)
    {
        Span<long> position = stackalloc long[shape.Length];
        grid.Position(number, position);
        long bytes = elementSize;
        for (int d = 0; d < shape.Length; d++)
            bytes *= Inside(position[d], d);
        return bytes;
    }

    /// <summary>Copies a chunk to its place in the dataset, row by row along the last dimension.</summary>
    public void Place(long number, ReadOnlySpan<byte> source, Span<byte> values)
    {
        Start(number, out long[] position, out long[] index, out int rowBytes);
        do
            source.Slice(InChunk(index), rowBytes).CopyTo(values[InDataset(position, index)..]);
        while (Next(position, index));
    }

    /// <summary>The reverse: gathers a chunk from the dataset; what lies outside stays as it is.</summary>
    public void Gather(long number, ReadOnlySpan<byte> values, Span<byte> target)
    {
        Start(number, out long[] position, out long[] index, out int rowBytes);
        do
            values.Slice(InDataset(position, index), rowBytes).CopyTo(target[InChunk(index)..]);
        while (Next(position, index));
    }

    private void Start(long number, out long[] position, out long[] index, out int rowBytes)
    {
        position = new long[shape.Length];
        index = new long[shape.Length];
        grid.Position(number, position);
        rowBytes = (int)Inside(position[^1], shape.Length - 1) * elementSize;
    }

    private long Inside(long position, int d) => Math.Min(chunk[d], shape[d] - position * chunk[d]);

    private int InChunk(long[] index)
    {
        long at = 0;
        for (int d = 0; d < shape.Length; d++)
            at = at * chunk[d] + index[d];
        return (int)(at * elementSize);
    }

    private int InDataset(long[] position, long[] index)
    {
        long at = 0;
        for (int d = 0; d < shape.Length; d++)
            at = at * shape[d] + position[d] * chunk[d] + index[d];
        return (int)(at * elementSize);
    }

    /// <summary>The next row's index within the chunk; false behind the last.</summary>
    private bool Next(long[] position, long[] index)
    {
        for (int d = shape.Length - 2; d >= 0; d--)
        {
            if (++index[d] < Inside(position[d], d))
                return true;
            index[d] = 0;
        }
        return false;
    }
}
