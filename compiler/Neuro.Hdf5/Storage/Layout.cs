using Neuro.Hdf5.Format;

namespace Neuro.Hdf5.Storage;

/// <summary>How chunks are found.</summary>
internal enum ChunkIndexKind
{
    BTreeV1 = 0,
    Single = 1,
    Implicit = 2,
    FixedArray = 3,
    ExtensibleArray = 4,
    BTreeV2 = 5,
}

/// <summary>Where a dataset's values lie (message 0x08, versions 3 and 4).</summary>
internal abstract record Layout
{
    private const string What = "data layout";

    public static Layout Read(FileImage image, HeaderMessage message)
    {
        Cursor cursor = image.Block(message.Address, message.Length, What);
        int version = cursor.U8();
        if (version is < 3 or > 4)
            throw cursor.Bad($"version {version} is not supported", "rewrite the file with a current HDF5 library (h5repack)");
        int kind = cursor.U8();
        switch (kind)
        {
            case 0:
                int size = cursor.U16();
                long data = cursor.Address;
                cursor.Skip(size);
                return new ContiguousLayout(data, size);
            case 1:
                return new ContiguousLayout(cursor.Offset(), cursor.Length());
            case 2:
                return version == 3 ? ReadChunked3(ref cursor) : ReadChunked4(ref cursor);
            case 3:
                throw cursor.Bad("virtual datasets are not supported", "copy the data into this file");
            default:
                throw cursor.Bad($"layout class {kind} is not known");
        }
    }

    private static ChunkedLayout ReadChunked3(ref Cursor cursor)
    {
        int rank = cursor.U8() - 1;
        long index = cursor.Offset();
        long[] shape = ReadShape(ref cursor, rank, 4, out long elementSize);
        return new ChunkedLayout(shape, elementSize, ChunkIndexKind.BTreeV1, index);
    }

    private static ChunkedLayout ReadChunked4(ref Cursor cursor)
    {
        int flags = cursor.U8(), rank = cursor.U8() - 1, width = cursor.U8();
        if (width is < 1 or > 8)
            throw cursor.Bad($"chunk dimensions of {width} bytes");
        long[] shape = ReadShape(ref cursor, rank, width, out long elementSize);
        ChunkIndexKind kind = (ChunkIndexKind)cursor.U8();
        long singleSize = -1;
        uint singleMask = 0;
        switch (kind)
        {
            case ChunkIndexKind.Single when (flags & 2) != 0:
                singleSize = cursor.Length();
                singleMask = cursor.U32();
                break;
            case ChunkIndexKind.Single or ChunkIndexKind.Implicit:
                break;
            case ChunkIndexKind.FixedArray:
                cursor.Skip(1); // parameters that the index repeats, here and below
                break;
            case ChunkIndexKind.ExtensibleArray:
                cursor.Skip(5);
                break;
            case ChunkIndexKind.BTreeV2:
                cursor.Skip(6);
                break;
            default:
                throw cursor.Bad($"chunk index {(int)kind} is not known");
        }
        return new ChunkedLayout(shape, elementSize, kind, cursor.Offset())
        {
            SkipsPartialFilters = (flags & 1) != 0,
            SingleSize = singleSize,
            SingleMask = singleMask,
        };
    }

    private static long[] ReadShape(ref Cursor cursor, int rank, int width, out long elementSize)
    {
        if (rank is < 1 or > 32)
            throw cursor.Bad($"chunks of {rank} dimensions");
        long[] shape = new long[rank];
        long bytes = 1;
        for (int d = 0; d <= rank; d++)
        {
            long extent = cursor.Count(width);
            // HDF5 itself limits a chunk to 4 GiB; an array here to 2 GiB.
            if (extent is 0 or > int.MaxValue || (bytes *= extent) > int.MaxValue)
                throw cursor.Bad("a chunk is empty or larger than 2 GiB");
            if (d < rank)
                shape[d] = extent;
        }
        elementSize = bytes;
        foreach (long extent in shape)
            elementSize /= extent;
        return shape;
    }
}

/// <summary>One run of bytes, in the header (compact) or elsewhere; an undefined address where nothing was written.</summary>
internal sealed record ContiguousLayout(long Address, long Size) : Layout;

/// <summary>Chunks of one shape, found by an index.</summary>
internal sealed record ChunkedLayout(long[] Shape, long ElementSize, ChunkIndexKind Kind, long Index) : Layout
{
    /// <summary>Chunks that reach over the dataset's edge are stored without filters.</summary>
    public bool SkipsPartialFilters { get; init; }

    /// <summary>Stored bytes of a filtered single chunk, or -1.</summary>
    public long SingleSize { get; init; } = -1;

    /// <summary>Filters that a single chunk skipped.</summary>
    public uint SingleMask { get; init; }
}
