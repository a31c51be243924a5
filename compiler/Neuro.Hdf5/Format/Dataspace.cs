namespace Neuro.Hdf5.Format;

/// <summary>The extent of a dataset or attribute (message 0x01).</summary>
/// <param name="Shape">Elements per dimension; empty for a scalar and for no data at all.</param>
/// <param name="MaxShape">What each dimension may grow to; <see cref="FileImage.Undefined"/> where unlimited.</param>
/// <param name="IsNull">There are no elements, not even a scalar.</param>
/// <param name="Count">Number of elements.</param>
internal sealed record Dataspace(long[] Shape, long[] MaxShape, bool IsNull, long Count)
{
    private const int MaxRank = 32;

    public static Dataspace Read(FileImage image, long address, long length)
    {
        Cursor cursor = image.Block(address, length, "dataspace");
        int version = cursor.U8(), rank = cursor.U8(), flags = cursor.U8();
        bool isNull = false;
        if (version == 1)
            cursor.Skip(5);
        else if (version == 2)
            isNull = cursor.U8() == 2;
        else
            throw cursor.Bad($"version {version} is not known");
        if (rank > MaxRank)
            throw cursor.Bad($"{rank} dimensions; HDF5 knows up to {MaxRank}");

        long[] shape = new long[rank];
        for (int d = 0; d < rank; d++)
            shape[d] = cursor.Length();
        long[] max = [.. shape];
        for (int d = 0; d < rank && (flags & 1) != 0; d++)
        {
            // All bits set: unlimited.
            ulong most = cursor.UInt(image.LengthSize);
            bool unlimited = most == ulong.MaxValue >> 64 - 8 * image.LengthSize;
            max[d] = unlimited ? FileImage.Undefined : (long)Math.Min(most, long.MaxValue);
            if (max[d] != FileImage.Undefined && max[d] < shape[d])
                throw cursor.Bad($"dimension {d} has {shape[d]} elements but may have at most {max[d]}");
        }
        return new Dataspace(shape, max, isNull, isNull ? 0 : Product(cursor, shape));
    }

    private static long Product(Cursor cursor, long[] shape)
    {
        if (Array.IndexOf(shape, 0L) >= 0)
            return 0;
        long count = 1;
        foreach (long extent in shape)
        {
            if (count > long.MaxValue / extent)
                throw cursor.Bad("the number of elements exceeds 2^63");
            count *= extent;
        }
        return count;
    }
}
