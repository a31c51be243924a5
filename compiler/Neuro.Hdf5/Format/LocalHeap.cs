namespace Neuro.Hdf5.Format;

/// <summary>The local heap (specification III.D) that holds the names of an old group.</summary>
internal readonly struct LocalHeap
{
    private const string What = "local heap";

    private readonly FileImage _image;
    private readonly long _data;
    private readonly long _size;

    public LocalHeap(FileImage image, long address)
    {
        Cursor cursor = image.Block(address, 8 + 2 * image.LengthSize + image.OffsetSize, What);
        cursor.Signature("HEAP");
        cursor.Version(0);
        cursor.Skip(3);
        _image = image;
        _size = cursor.Length();
        cursor.Skip(image.LengthSize);
        _data = cursor.Offset();
        image.Bytes(_data, _size, What);
    }

    /// <summary>The NUL-terminated text at an offset of the heap.</summary>
    public string Text(long offset)
    {
        if (offset < 0 || offset >= _size)
            throw new Hdf5Exception($"{What}: a name at {offset} lies outside its {_size} bytes", _image.BaseAddress + _data);
        ReadOnlyMemory<byte> rest = _image.Bytes(_data + offset, _size - offset, What);
        int length = rest.Span.IndexOf((byte)0);
        Cursor cursor = _image.Block(_data + offset, length < 0 ? rest.Length : length + 1, What);
        return cursor.TerminatedText();
    }
}
