using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Neuro.Hdf5.Format;

namespace Neuro.Hdf5.Storage;

/// <summary>The filters that chunks went through when they were written (message 0x0b), undone in reverse.</summary>
internal sealed class FilterPipeline
{
    public const int Deflate = 1, Shuffle = 2, Fletcher32 = 3;

    private const string What = "filter pipeline";

    private readonly List<(int Id, int Parameter)> _filters = [];

    public static FilterPipeline None { get; } = new();

    public bool IsEmpty => _filters.Count == 0;

    public static FilterPipeline Read(FileImage image, HeaderMessage message)
    {
        Cursor cursor = image.Block(message.Address, message.Length, What);
        int version = cursor.U8(), count = cursor.U8();
        if (version is < 1 or > 2)
            throw cursor.Bad($"version {version} is not known");
        if (count > 32)
            throw cursor.Bad($"{count} filters; HDF5 knows up to 32");
        if (version == 1)
            cursor.Skip(6);
        FilterPipeline pipeline = new();
        for (int i = 0; i < count; i++)
        {
            int id = cursor.U16();
            int nameLength = version == 1 || id >= 256 ? cursor.U16() : 0;
            cursor.Skip(2); // flags: optional or not matters to writers only
            int parameters = cursor.U16();
            string name = cursor.Text(version == 1 ? nameLength + 7 & ~7 : nameLength);
            int first = parameters > 0 ? (int)cursor.U32() : 0;
            cursor.Skip(4L * Math.Max(parameters - 1, 0) + (version == 1 && parameters % 2 == 1 ? 4 : 0));
            if (id is not (Deflate or Shuffle or Fletcher32))
            {
                throw cursor.Bad($"filter {id} {name} is not supported",
                    "rewrite the dataset with gzip or without a filter (h5repack -f GZIP=4 or -f NONE)");
            }
            pipeline._filters.Add((id, first));
        }
        return pipeline;
    }

    /// <summary>
    /// The <paramref name="size"/> bytes of a chunk; bit i of <paramref name="mask"/> says that filter i was skipped.
    /// </summary>
    public ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> stored, uint mask, long size, Func<string, Hdf5Exception> bad)
    {
        ReadOnlyMemory<byte> data = stored;
        // Each checksum under a deflate adds four bytes to what that yields.
        long most = size + 4L * _filters.Count;
        for (int i = _filters.Count - 1; i >= 0; i--)
        {
            if ((mask >> i & 1) != 0)
                continue;
            (int id, int parameter) = _filters[i];
            data = id switch
            {
                Deflate => Inflate(data, most, bad),
                Shuffle => Unshuffle(data.Span, parameter, bad),
                _ => CheckFletcher(data, bad),
            };
        }
        return data.Length == size ? data : throw bad($"decodes to {data.Length} bytes instead of {size}");
    }

    /// <summary>The buffer grows with what really comes out, so that a declared size alone allocates nothing.</summary>
    private static byte[] Inflate(ReadOnlyMemory<byte> stored, long most, Func<string, Hdf5Exception> bad)
    {
        ArraySegment<byte> segment = MemoryMarshal.TryGetArray(stored, out ArraySegment<byte> own) ? own : stored.ToArray();
        try
        {
            using MemoryStream source = new(segment.Array!, segment.Offset, segment.Count, writable: false);
            using ZLibStream inflater = new(source, CompressionMode.Decompress);
            byte[] buffer = new byte[Math.Min(most, 4L * stored.Length + 64)];
            int filled = 0;
            while (true)
            {
                int read = inflater.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
                filled += read;
                if (filled < buffer.Length)
                    break;
                if (filled == most)
                    return inflater.ReadByte() < 0 ? buffer : throw bad("inflates to more than a chunk");
                Array.Resize(ref buffer, (int)Math.Min(most, 2L * buffer.Length));
            }
            Array.Resize(ref buffer, filled);
            return buffer;
        }
        catch (InvalidDataException e)
        {
            throw bad($"the deflated data is damaged ({e.Message})");
        }
    }

    /// <summary>Byte k of element i was stored at position k·n + i.</summary>
    private static byte[] Unshuffle(ReadOnlySpan<byte> stored, int elementSize, Func<string, Hdf5Exception> bad)
    {
        if (elementSize <= 0)
            throw bad($"was shuffled with elements of {elementSize} bytes");
        byte[] data = new byte[stored.Length];
        int count = stored.Length / elementSize, whole = count * elementSize;
        for (int k = 0; k < elementSize && count > 0; k++)
        {
            ReadOnlySpan<byte> plane = stored.Slice(k * count, count);
            for (int i = 0, at = k; i < plane.Length; i++, at += elementSize)
                data[at] = plane[i];
        }
        stored[whole..].CopyTo(data.AsSpan(whole));
        return data;
    }

    private static ReadOnlyMemory<byte> CheckFletcher(ReadOnlyMemory<byte> stored, Func<string, Hdf5Exception> bad)
    {
        if (stored.Length < 4)
            throw bad("is too short for its checksum");
        ReadOnlyMemory<byte> data = stored[..^4];
        uint found = BinaryPrimitives.ReadUInt32LittleEndian(stored.Span[^4..]);
        return Checksums.Fletcher32(data.Span) == found ? data : throw bad("its Fletcher-32 checksum does not match");
    }
}
