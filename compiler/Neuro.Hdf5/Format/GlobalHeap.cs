using System.Text;

namespace Neuro.Hdf5.Format;

/// <summary>
/// The global heap (specification III.E) that holds variable-length strings, in collections of numbered objects.
/// </summary>
internal sealed class GlobalHeap(FileImage image)
{
    private const string What = "global heap";

    private readonly Dictionary<long, Dictionary<int, (long Address, long Size)>> _collections = [];

    /// <summary>Bytes of an element that points here: length, collection, index.</summary>
    public static int ReferenceSize(FileImage image) => 8 + image.OffsetSize;

    /// <summary>The string an element of <see cref="ReferenceSize"/> bytes points to; what was never written is empty.</summary>
    public string Text(ref Cursor elements)
    {
        long length = elements.U32();
        long collection = elements.Offset();
        int index = (int)elements.U32();
        if (length == 0 || collection is 0 or FileImage.Undefined)
            return "";
        if (!_collections.TryGetValue(collection, out Dictionary<int, (long Address, long Size)>? objects))
            _collections[collection] = objects = ReadCollection(collection);
        if (!objects.TryGetValue(index, out (long Address, long Size) found))
            throw new Hdf5Exception($"{What}: there is no object {index}", image.BaseAddress + collection);
        if (length > found.Size)
        {
            throw new Hdf5Exception($"{What}: a string of {length} bytes in an object of {found.Size}",
                image.BaseAddress + found.Address);
        }
        ReadOnlySpan<byte> text = image.Block(found.Address, length, What).Whole;
        int end = text.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
    }

    private Dictionary<int, (long Address, long Size)> ReadCollection(long address)
    {
        Cursor header = image.Block(address, 8 + image.LengthSize, What);
        header.Signature("GCOL");
        header.Version(1);
        header.Skip(3);
        long size = header.Length();
        Cursor cursor = image.Block(address, size, What);
        cursor.Skip(header.Position);
        Dictionary<int, (long Address, long Size)> objects = [];
        while (cursor.Remaining >= 8 + image.LengthSize)
        {
            int index = cursor.U16();
            cursor.Skip(6);
            long length = cursor.Length();
            if (index == 0)
                break; // the rest is free
            objects[index] = (cursor.Address, length);
            cursor.Take(length);
            cursor.Skip(Math.Min(-length & 7, cursor.Remaining));
        }
        return objects;
    }
}
