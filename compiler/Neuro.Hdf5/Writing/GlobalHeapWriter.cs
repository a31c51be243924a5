using System.Text;

namespace Neuro.Hdf5.Writing;

/// <summary>Puts variable-length strings into global heap collections of the usual 4 KiB, or of one long string.</summary>
internal sealed class GlobalHeapWriter(FileBuffer file)
{
    private const int CollectionSize = 4096, HeaderSize = 16, ObjectHeaderSize = 16;

    private long _collection;
    private int _used;
    private int _size;
    private int _objects;

    /// <summary>The elements that refer to the strings, 16 bytes each.</summary>
    public byte[] Add(string[] texts)
    {
        ByteWriter references = new();
        foreach (string text in texts)
            Add(references, Encoding.UTF8.GetBytes(text));
        return references.Bytes.ToArray();
    }

    private void Add(ByteWriter references, byte[] text)
    {
        if (text.Length == 0)
        {
            references.U64(0).U64(0);
            return;
        }
        int need = ObjectHeaderSize + (text.Length + 7 & ~7);
        if (_used + need > _size || _objects == ushort.MaxValue)
            Open(Math.Max(CollectionSize, HeaderSize + need));
        _objects++;
        ByteWriter content = new();
        content.U16(_objects).U16(1).U32(0).U64(text.Length).Add(text);
        file.Put(_collection + _used, content.Bytes);
        _used += need;
        CloseRest();
        references.U32((uint)text.Length).U64(_collection).U32((uint)_objects);
    }

    private void Open(int size)
    {
        _collection = file.Allocate(size);
        _size = size;
        _used = HeaderSize;
        _objects = 0;
        ByteWriter header = new();
        file.Put(_collection, header.Add("GCOL"u8).U32(1).U64(size).Bytes);
    }

    /// <summary>Object 0 is the free room behind the last string; its size includes its own header.</summary>
    private void CloseRest()
    {
        int free = _size - _used;
        if (free < ObjectHeaderSize)
            return;
        ByteWriter rest = new();
        file.Put(_collection + _used, rest.U64(0).U64(free).Bytes);
    }
}
