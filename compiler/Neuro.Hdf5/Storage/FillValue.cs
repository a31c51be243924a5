using Neuro.Hdf5.Format;

namespace Neuro.Hdf5.Storage;

/// <summary>What elements hold that were never written (messages 0x04 and 0x05).</summary>
internal static class FillValue
{
    private const string What = "fill value";

    /// <summary>The bytes of one element, or none where unwritten elements are zero.</summary>
    public static ReadOnlyMemory<byte> Read(FileImage image, ObjectHeader header, int elementSize)
    {
        ReadOnlyMemory<byte> value = ReadOnlyMemory<byte>.Empty;
        if (header.Find(MessageType.FillValue) is { IsShared: false } message)
            value = ReadNew(image, message);
        else if (header.Find(MessageType.OldFillValue) is { IsShared: false } old)
            value = Sized(image, image.Block(old.Address, old.Length, What));
        return value.Length == elementSize ? value : ReadOnlyMemory<byte>.Empty;
    }

    private static ReadOnlyMemory<byte> ReadNew(FileImage image, HeaderMessage message)
    {
        Cursor cursor = image.Block(message.Address, message.Length, What);
        int version = cursor.U8();
        bool defined;
        if (version is 1 or 2)
        {
            cursor.Skip(2); // when to allocate and when to fill matters to writers
            defined = cursor.U8() != 0;
        }
        else if (version == 3)
        {
            defined = (cursor.U8() & 0x20) != 0;
        }
        else
        {
            throw cursor.Bad($"version {version} is not known");
        }
        return defined ? Sized(image, cursor) : ReadOnlyMemory<byte>.Empty;
    }

    private static ReadOnlyMemory<byte> Sized(FileImage image, Cursor cursor)
    {
        long size = cursor.U32();
        long address = cursor.Address;
        cursor.Skip(size);
        return image.Bytes(address, size, What);
    }
}
