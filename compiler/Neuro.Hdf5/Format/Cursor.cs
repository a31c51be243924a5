using System.Buffers.Binary;
using System.Text;

namespace Neuro.Hdf5.Format;

/// <summary>Reads the little-endian fields of one structure in order; leaving it is a diagnostic.</summary>
internal ref struct Cursor(FileImage image, ReadOnlySpan<byte> bytes, long start, string what)
{
    private readonly FileImage _image = image;
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly long _start = start;
    private readonly string _what = what;
    private int _position = 0;

    /// <summary>Address of the next byte.</summary>
    public readonly long Address => _start + _position;

    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>Bytes consumed so far.</summary>
    public readonly int Position => _position;

    public readonly ReadOnlySpan<byte> Whole => _bytes;

    public readonly Hdf5Exception Bad(string why, string? hint = null) =>
        new($"{_what}: {why}", _image.BaseAddress + Address, hint: hint);

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Remaining)
            throw Bad($"needs {count} bytes where {Remaining} are left");
        ReadOnlySpan<byte> taken = _bytes.Slice(_position, (int)count);
        _position += (int)count;
        return taken;
    }

    public void Skip(long count) => Take(count);

    public byte U8() => Take(1)[0];

    public int U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>An unsigned number of 1 to 8 bytes.</summary>
    public ulong UInt(int size)
    {
        ulong value = 0;
        ReadOnlySpan<byte> digits = Take(size);
        for (int i = size - 1; i >= 0; i--)
            value = value << 8 | digits[i];
        return value;
    }

    /// <summary>As <see cref="UInt"/>; what no file can reach becomes the largest long, which every bound refuses.</summary>
    public long Count(int size) => (long)Math.Min(UInt(size), long.MaxValue);

    public long Length() => Count(_image.LengthSize);

    /// <summary>An address, or <see cref="FileImage.Undefined"/>.</summary>
    public long Offset()
    {
        ulong value = UInt(_image.OffsetSize);
        return value == ulong.MaxValue >> 64 - 8 * _image.OffsetSize ? FileImage.Undefined : (long)Math.Min(value, long.MaxValue);
    }

    public void Signature(string expected)
    {
        ReadOnlySpan<byte> found = Take(4);
        for (int i = 0; i < 4; i++)
        {
            if (found[i] != expected[i])
                throw new Hdf5Exception($"{_what}: no '{expected}' signature", _image.BaseAddress + _start);
        }
    }

    public void Version(int expected)
    {
        int found = U8();
        if (found != expected)
            throw Bad($"version {found} is not known");
    }

    /// <summary>The bytes of this structure up to <paramref name="end"/>, to be read from its start.</summary>
    public readonly Cursor Slice(int end) => new(_image, _bytes[..end], _start, _what);

    public readonly uint UInt32At(int position) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[position..]);

    /// <summary>Text of a fixed room, up to its first NUL.</summary>
    public string Text(long room)
    {
        ReadOnlySpan<byte> bytes = Take(room);
        int end = bytes.IndexOf((byte)0);
        _image.Charge(bytes.Length, _what, Address);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    /// <summary>NUL-terminated text; the cursor stands behind the NUL.</summary>
    public string TerminatedText()
    {
        int length = _bytes[_position..].IndexOf((byte)0);
        return length < 0 ? throw Bad("a name does not end") : Text(length + 1);
    }
}
