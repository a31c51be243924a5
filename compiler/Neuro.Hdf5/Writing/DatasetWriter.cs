using System.IO.Compression;
using Neuro.Hdf5.Format;
using Neuro.Hdf5.Storage;

namespace Neuro.Hdf5.Writing;

/// <summary>Writes a dataset: its values in one run or in chunks, then its object header.</summary>
internal static class DatasetWriter
{
    private const int ChunkTreeK = 32; // the library's default
    private const long ChunkTarget = 1 << 20;

    /// <summary>Returns the address of the object header.</summary>
    public static long Write(FileBuffer file, GlobalHeapWriter heap, Hdf5DatasetBuilder dataset)
    {
        Hdf5Data data = dataset.Data;
        byte[] raw = data.Raw ?? heap.Add(data.Texts!);
        Hdf5Storage? storage = data.Shape.Count > 0 && raw.Length > 0 ? dataset.Storage : null;

        ObjectHeaderWriter header = new();
        header.Add(MessageType.Dataspace, ObjectHeaderWriter.Dataspace(data.Shape));
        ByteWriter type = new();
        DatatypeWriter.Write(type, data.Type);
        header.Add(MessageType.Datatype, type);
        // Version 2; allocate late (2) or as chunks come (3); write fill values if set; the default fill value.
        header.Add(MessageType.FillValue, new ByteWriter().U8(2).U8(storage is null ? 2 : 3).U8(2).U8(1).U32(0));
        if (storage is null)
        {
            long address = raw.Length == 0 ? -1 : file.Append(raw);
            header.Add(MessageType.Layout, new ByteWriter().U8(3).U8(1).U64(address).U64(raw.Length));
        }
        else
        {
            AddChunks(file, header, data, raw, storage);
        }
        header.AddAttributes(dataset, heap);
        return header.Write(file);
    }

    private static void AddChunks(FileBuffer file, ObjectHeaderWriter header, Hdf5Data data, byte[] raw, Hdf5Storage storage)
    {
        long[] shape = [.. data.Shape];
        int size = data.Type.Size;
        long[] chunk = storage.ChunkShape is { } given ? [.. given] : DefaultChunk(shape, size);
        ChunkGrid grid = new(shape, chunk);
        ChunkCopy copy = new(shape, chunk, size, grid);
        long chunkBytes = chunk.Aggregate((long)size, (product, extent) => checked(product * extent));

        List<(byte[] Key, long Child)> entries = [];
        long[] position = new long[shape.Length];
        byte[] content = new byte[chunkBytes];
        for (long number = 0; number < grid.Count; number++)
        {
            content.AsSpan().Clear();
            copy.Gather(number, raw, content);
            byte[] stored = Filtered(content, size, storage);
            grid.Position(number, position);
            entries.Add((Key(position, chunk, stored.Length, 0), file.Append(stored)));
        }
        // The key behind the last chunk is one chunk further in every dimension, the element's bytes included.
        byte[] last = Key([.. position.Select(p => p + 1)], chunk, 0, size);
        long tree = BTreeV1Writer.Write(file, BTreeV1.Chunk, ChunkTreeK, entries, last);

        ByteWriter layout = new();
        layout.U8(3).U8(2).U8(shape.Length + 1).U64(tree);
        foreach (long extent in chunk)
            layout.U32((uint)extent);
        header.Add(MessageType.Layout, layout.U32((uint)size));
        if (storage.Shuffle || storage.DeflateLevel > 0)
            header.Add(MessageType.FilterPipeline, Pipeline(storage, size));
    }

    /// <summary>As many whole rows as about 1 MiB holds; where one row is longer, parts of rows.</summary>
    private static long[] DefaultChunk(long[] shape, int size)
    {
        long[] chunk = [.. shape];
        for (int d = 0; d < chunk.Length; d++)
        {
            long rest = chunk.Skip(d + 1).Aggregate((long)size, (product, extent) => product * extent);
            chunk[d] = Math.Clamp(ChunkTarget / rest, 1, shape[d]);
            if (chunk[d] > 1)
                break;
        }
        return chunk;
    }

    private static byte[] Key(long[] position, long[] chunk, int size, int element)
    {
        ByteWriter key = new();
        key.U32((uint)size).U32(0);
        for (int d = 0; d < position.Length; d++)
            key.U64(position[d] * chunk[d]);
        return key.U64(element).Bytes.ToArray();
    }

    private static ByteWriter Pipeline(Hdf5Storage storage, int size)
    {
        ByteWriter pipeline = new();
        bool deflates = storage.DeflateLevel > 0;
        pipeline.U8(1).U8((storage.Shuffle ? 1 : 0) + (deflates ? 1 : 0)).ZeroTo(8);
        // Identifier, no name, optional, one parameter and its padding.
        if (storage.Shuffle)
            pipeline.U16(FilterPipeline.Shuffle).U16(0).U16(1).U16(1).U32((uint)size).U32(0);
        if (deflates)
            pipeline.U16(FilterPipeline.Deflate).U16(0).U16(1).U16(1).U32((uint)storage.DeflateLevel).U32(0);
        return pipeline;
    }

    private static byte[] Filtered(byte[] content, int size, Hdf5Storage storage)
    {
        byte[] stored = storage.Shuffle ? Shuffled(content, size) : [.. content];
        if (storage.DeflateLevel == 0)
            return stored;
        using MemoryStream target = new();
        ZLibCompressionOptions options = new() { CompressionLevel = storage.DeflateLevel };
        using (ZLibStream deflater = new(target, options, leaveOpen: true))
            deflater.Write(stored);
        return target.ToArray();
    }

    /// <summary>Byte k of element i goes to position k·n + i.</summary>
    private static byte[] Shuffled(byte[] content, int size)
    {
        byte[] stored = new byte[content.Length];
        int count = content.Length / size;
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < size; k++)
                stored[k * count + i] = content[i * size + k];
        }
        return stored;
    }
}
