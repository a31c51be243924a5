namespace Neuro.Hdf5.Format;

/// <summary>The superblock (specification II.A): sizes of addresses and lengths, and where the root group is.</summary>
internal static class Superblock
{
    private const string What = "superblock";

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>
    /// Finds and reads the superblock; returns the file with its sizes and the address of the root's object header.
    /// </summary>
    public static (FileImage Image, long Root) Read(ReadOnlyMemory<byte> bytes, string name, bool verifyChecksums)
    {
        long start = Find(bytes.Span, name);
        FileImage plain = new(bytes, name, verifyChecksums, start, 8, 8);
        try
        {
            Cursor cursor = plain.Block(0, 16, What);
            cursor.Skip(Signature.Length);
            int version = cursor.U8();
            return version switch
            {
                0 or 1 => ReadOld(plain, version),
                2 or 3 => ReadNew(plain),
                _ => throw cursor.Bad($"version {version} is not known"),
            };
        }
        catch (Hdf5Exception e)
        {
            throw e.In(null, plain);
        }
    }

    /// <summary>A user block may precede the superblock; it then starts at 512, 1024, 2048, ...</summary>
    private static long Find(ReadOnlySpan<byte> bytes, string name)
    {
        for (long at = 0; at + Signature.Length <= bytes.Length; at = at == 0 ? 512 : at * 2)
        {
            if (bytes[(int)at..].StartsWith(Signature))
                return at;
        }
        throw new Hdf5Exception($"'{name}' is not an HDF5 file: it has no HDF5 signature", 0,
            hint: "check that this is the file you meant, and that it was copied whole");
    }

    private static (FileImage, long) ReadOld(FileImage plain, int version)
    {
        Cursor sizes = plain.Block(0, 16, What);
        sizes.Skip(13);
        (int offsetSize, int lengthSize) = Sizes(ref sizes);
        int header = version == 0 ? 24 : 28;
        FileImage image = plain.WithSizes(offsetSize, lengthSize);
        Cursor cursor = image.Block(header, 6 * offsetSize + 24, What);
        // The base address is where the superblock was found, whatever is stored; the next field is of no use to a reader.
        cursor.Skip(2 * offsetSize);
        CheckEnd(cursor, cursor.Offset(), image.BaseAddress + image.Length);
        cursor.Skip(offsetSize);
        // The root's symbol table entry: name offset, object header address, cache.
        cursor.Skip(offsetSize);
        return (image, cursor.Offset());
    }

    private static (FileImage, long) ReadNew(FileImage plain)
    {
        Cursor sizes = plain.Block(0, 16, What);
        sizes.Skip(9);
        (int offsetSize, int lengthSize) = Sizes(ref sizes);
        FileImage image = plain.WithSizes(offsetSize, lengthSize);
        Cursor cursor = image.CheckedBlock(0, 12 + 4 * offsetSize + 4, What);
        cursor.Skip(12);
        // The base address is where the superblock was found, whatever is stored; the next field is of no use to a reader.
        cursor.Skip(2 * offsetSize);
        CheckEnd(cursor, cursor.Offset(), image.BaseAddress + image.Length);
        return (image, cursor.Offset());
    }

    private static (int Offset, int Length) Sizes(ref Cursor cursor)
    {
        int offset = cursor.U8(), length = cursor.U8();
        return offset is 2 or 4 or 8 && length is 2 or 4 or 8
            ? (offset, length)
            : throw cursor.Bad($"addresses of {offset} and lengths of {length} bytes are not supported");
    }

    private static void CheckEnd(Cursor cursor, long end, long length)
    {
        if (end > length)
        {
            throw cursor.Bad($"the file should have {end} bytes but has {length}",
                "it is truncated (an interrupted copy or download): copy it again");
        }
    }
}
