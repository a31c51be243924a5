using System.Buffers;
using System.Buffers.Binary;

namespace Neuro.Hdf5.Writing;

/// <summary>Composes a structure from little-endian fields.</summary>
internal sealed class ByteWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public int Length => _buffer.WrittenCount;

    public ReadOnlySpan<byte> Bytes => _buffer.WrittenSpan;

    public ByteWriter U8(int value) => Add([(byte)value]);

    public ByteWriter U16(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, checked((ushort)value));
        return Add(bytes);
    }

    public ByteWriter U32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Add(bytes);
    }

    /// <summary>An address, a length, or -1 for an undefined address.</summary>
    public ByteWriter U64(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Add(bytes);
    }

    public ByteWriter Add(ReadOnlySpan<byte> bytes)
    {
        _buffer.Write(bytes);
        return this;
    }

    /// <summary>Zeros up to a length.</summary>
    public ByteWriter ZeroTo(int length)
    {
        while (Length < length)
            U8(0);
        return this;
    }

    /// <summary>Zeros up to a multiple of eight bytes.</summary>
    public ByteWriter Align() => ZeroTo(Length + 7 & ~7);
}
