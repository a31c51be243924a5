using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Neuro.Ir;
using Neuro.Runtime.Data;

namespace Neuro.Runtime.Packages;

/// <summary>The arrays of a package: .npy in the element type that the program holds them in.</summary>
internal static class NrxArrays
{
    /// <summary>Writes an array.</summary>
    public static void Write(Stream stream, IrArray array)
    {
        switch (array.ElementType)
        {
            case ElementType.Int8: NpyArray.Write(stream, array.AsSpan<sbyte>(), array.Shape.AsSpan()); break;
            case ElementType.UInt8: NpyArray.Write(stream, array.AsSpan<byte>(), array.Shape.AsSpan()); break;
            case ElementType.Int16: NpyArray.Write(stream, array.AsSpan<short>(), array.Shape.AsSpan()); break;
            case ElementType.UInt16: NpyArray.Write(stream, array.AsSpan<ushort>(), array.Shape.AsSpan()); break;
            default: NpyArray.Write(stream, array.AsSpan<int>(), array.Shape.AsSpan()); break;
        }
    }

    /// <summary>Reads an array of the declared shape and width; <paramref name="length"/> bytes are in the stream.</summary>
    /// <exception cref="DataException">It is another array than the program declares.</exception>
    public static IrArray Read(
        Stream stream, long length, DataPlace at, string name, ImmutableArray<int> shape, int bits, bool signed,
        ImmutableArray<double> steps) =>
        IrArray.StorageFor(bits, signed) switch
        {
            ElementType.Int8 => Read<sbyte>(stream, length, at, name, shape, bits, signed, steps),
            ElementType.UInt8 => Read<byte>(stream, length, at, name, shape, bits, signed, steps),
            ElementType.Int16 => Read<short>(stream, length, at, name, shape, bits, signed, steps),
            ElementType.UInt16 => Read<ushort>(stream, length, at, name, shape, bits, signed, steps),
            _ => Read<int>(stream, length, at, name, shape, bits, signed, steps),
        };

    private static IrArray Read<T>(
        Stream stream, long length, DataPlace at, string name, ImmutableArray<int> shape, int bits, bool signed,
        ImmutableArray<double> steps)
        where T : unmanaged
    {
        NpyHeader header = NpyHeader.Read(stream, at);
        if (header.Type != NpyType.Of<T>() || header.BigEndian || header.Fortran)
            throw at.Error($"the elements are {header.Type}, not {NpyType.Of<T>()} in row-major order");
        if (!header.Shape.SequenceEqual(shape))
            throw at.Error($"its shape is ({string.Join(", ", header.Shape)}), the program's ({string.Join(", ", shape)})");
        if (header.Length + header.DataLength != length)
            throw at.Error($"it has {length:N0} bytes; its shape needs {header.Length + header.DataLength:N0}");
        T[] elements = new T[header.DataLength / header.Type.Size];
        Span<byte> bytes = MemoryMarshal.AsBytes(elements.AsSpan());
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw at.Error("it is cut off");
        return IrArray.Wrap(name, shape, bits, signed, elements, steps);
    }
}
