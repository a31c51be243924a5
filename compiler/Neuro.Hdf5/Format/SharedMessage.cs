namespace Neuro.Hdf5.Format;

/// <summary>A message that only says where the real one is (specification IV.A.2, "shared message").</summary>
internal static class SharedMessage
{
    /// <summary>Address of the object header that holds the real message.</summary>
    public static long Target(FileImage image, long address, long length)
    {
        Cursor cursor = image.Block(address, length, "shared message");
        int version = cursor.U8(), type = cursor.U8();
        if (version is < 1 or > 3)
            throw cursor.Bad($"version {version} is not known");
        if (version == 3 && type != 2)
        {
            throw cursor.Bad("messages kept in the file's shared message table are not supported",
                "write the file without them (h5repack)");
        }
        if (version == 1)
            cursor.Skip(6);
        return cursor.Offset();
    }
}
