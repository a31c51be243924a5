using Neuro.Hdf5.Format;

namespace Neuro.Hdf5.Storage;

/// <summary>Collects the bytes of a dataset from its storage.</summary>
/// <param name="Space">Its extent.</param>
/// <param name="Type">Its elements.</param>
/// <param name="Layout">Where they lie.</param>
/// <param name="Filters">What chunks went through.</param>
/// <param name="Fill">One element to put where nothing was written; empty for zeros.</param>
internal sealed record RawValues(Dataspace Space, Hdf5Type Type, Layout Layout, FilterPipeline Filters, ReadOnlyMemory<byte> Fill)
{
    private const string What = "dataset";

    /// <summary>
    /// Bytes that may appear out of nothing, by fill values or by an unproven claim of compressed chunks. Anything above is
    /// allocated only after all chunks have shown that they yield it.
    /// </summary>
    private static long UnprovenLimit(FileImage image) => (8L << 20) + 8 * image.Length;

    public ReadOnlyMemory<byte> Read(FileImage image)
    {
        if (Space.Count == 0)
            return ReadOnlyMemory<byte>.Empty;
        if (Space.Count > Array.MaxLength / Type.Size)
        {
            throw new Hdf5Exception(
                $"{What}: {Space.Count} elements of {Type.Size} bytes are more than one array can hold (2 GiB)");
        }
        long bytes = Space.Count * Type.Size;
        if (Layout is ChunkedLayout chunked)
            return ReadChunks(image, chunked, bytes);
        ContiguousLayout contiguous = (ContiguousLayout)Layout;
        if (contiguous.Address == FileImage.Undefined)
            return Filled(image, bytes, 0);
        if (contiguous.Size < bytes)
        {
            throw new Hdf5Exception($"{What}: {bytes} bytes of values in a storage of {contiguous.Size}",
                image.BaseAddress + contiguous.Address);
        }
        return image.Bytes(contiguous.Address, bytes, What);
    }

    private byte[] ReadChunks(FileImage image, ChunkedLayout layout, long bytes)
    {
        if (layout.Shape.Length != Space.Shape.Length || layout.ElementSize != Type.Size)
        {
            throw new Hdf5Exception(
                $"{What}: chunks of {layout.Shape.Length} dimensions and elements of {layout.ElementSize} bytes " +
                $"in a dataset of {Space.Shape.Length} and {Type.Size}");
        }
        long chunkBytes = layout.ElementSize;
        foreach (long extent in layout.Shape)
            chunkBytes *= extent;
        if (chunkBytes > UnprovenLimit(image) + 4 * bytes)
        {
            throw new Hdf5Exception($"{What}: chunks of {chunkBytes} bytes are out of proportion to its {bytes} bytes",
                hint: "rewrite it with smaller chunks");
        }
        ChunkGrid grid = new(Space.Shape, layout.Shape);
        List<StoredChunk> chunks = ChunkIndex.Read(image, Space, layout, grid, chunkBytes);
        ChunkCopy copy = new(Space.Shape, layout.Shape, Type.Size, grid);

        long proven = 0;
        if (bytes > UnprovenLimit(image))
        {
            foreach (StoredChunk chunk in chunks)
            {
                Decode(image, layout, copy, chunk, chunkBytes);
                proven += copy.BytesInside(chunk.Number);
            }
        }
        byte[] values = Filled(image, bytes, proven);
        foreach (StoredChunk chunk in chunks)
            copy.Place(chunk.Number, Decode(image, layout, copy, chunk, chunkBytes).Span, values);
        return values;
    }

    private ReadOnlyMemory<byte> Decode(FileImage image, ChunkedLayout layout, ChunkCopy copy, StoredChunk chunk, long chunkBytes)
    {
        ReadOnlyMemory<byte> stored = image.Bytes(chunk.Address, chunk.Size, "chunk");
        bool plain = layout.SkipsPartialFilters && copy.BytesInside(chunk.Number) < chunkBytes;
        FilterPipeline filters = plain ? FilterPipeline.None : Filters;
        return filters.Decode(stored, chunk.Mask, chunkBytes,
            why => new Hdf5Exception($"chunk {chunk.Number}: {why}", image.BaseAddress + chunk.Address,
                hint: "the file is damaged; copy it again"));
    }

    private byte[] Filled(FileImage image, long bytes, long proven)
    {
        if (bytes - proven > UnprovenLimit(image))
        {
            throw new Hdf5Exception($"{What}: {bytes - proven} of its {bytes} bytes were never written, " +
                $"too many for a file of {image.Length} bytes",
                hint: "write the data, or make the dataset smaller");
        }
        byte[] values = new byte[bytes];
        for (int at = 0; at < values.Length && !Fill.IsEmpty; at += Fill.Length)
            Fill.Span.CopyTo(values.AsSpan(at));
        return values;
    }
}
