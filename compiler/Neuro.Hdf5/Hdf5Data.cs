using System.Runtime.InteropServices;
using System.Text;
using Neuro.Hdf5.Format;
using Neuro.Hdf5.Writing;

namespace Neuro.Hdf5;

/// <summary>Values to be written as a dataset or an attribute; a copy of what they were made from.</summary>
public sealed class Hdf5Data
{
    private Hdf5Data(Hdf5Type type, long[] shape, byte[]? raw, string[]? texts)
    {
        Type = type;
        Shape = shape;
        Raw = raw;
        Texts = texts;
    }

    /// <summary>The type the elements will have in the file; little-endian.</summary>
    public Hdf5Type Type { get; }

    /// <summary>Elements per dimension, slowest first; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Elements as they will lie in the file; null for strings of variable length.</summary>
    internal byte[]? Raw { get; }

    /// <summary>Strings of variable length.</summary>
    internal string[]? Texts { get; }

    /// <summary>One number or boolean.</summary>
    /// <typeparam name="T">sbyte to ulong, Half, float, double or bool.</typeparam>
    public static Hdf5Data Scalar<T>(T value)
        where T : unmanaged => Numbers([value], []);

    /// <summary>A row-major array of numbers or booleans.</summary>
    /// <typeparam name="T">sbyte to ulong, Half, float, double or bool.</typeparam>
    /// <param name="values">The elements, last dimension fastest.</param>
    /// <param name="shape">Elements per dimension; left out, the array has one dimension.</param>
    /// <exception cref="ArgumentException">The shape does not hold that many elements, or HDF5 has no such element.</exception>
    public static Hdf5Data Array<T>(ReadOnlySpan<T> values, params long[] shape)
        where T : unmanaged => Numbers(values, shape.Length == 0 ? [values.Length] : shape);

    /// <inheritdoc cref="Array{T}(ReadOnlySpan{T}, long[])"/>
    public static Hdf5Data Array<T>(T[] values, params long[] shape)
        where T : unmanaged => Array((ReadOnlySpan<T>)values, shape);

    /// <summary>One string of variable length in UTF-8, as h5py writes a Python str.</summary>
    /// <exception cref="ArgumentException">It contains a NUL.</exception>
    public static Hdf5Data String(string value) => Variable([value], []);

    /// <summary>A row-major array of strings of variable length in UTF-8.</summary>
    /// <exception cref="ArgumentException">One contains a NUL, or the shape does not hold that many.</exception>
    public static Hdf5Data Strings(IReadOnlyList<string> values, params long[] shape) =>
        Variable([.. values], shape.Length == 0 ? [values.Count] : shape);

    /// <summary>A row-major array of NUL-padded strings of <paramref name="size"/> bytes each, numpy's 'S'.</summary>
    /// <exception cref="ArgumentException">One does not fit, or the shape does not hold that many.</exception>
    public static Hdf5Data FixedStrings(IReadOnlyList<string> values, int size, params long[] shape)
    {
        long[] extents = Checked(shape.Length == 0 ? [values.Count] : shape, values.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        byte[] raw = new byte[values.Count * size];
        for (int i = 0; i < values.Count; i++)
        {
            if (!Encoding.UTF8.TryGetBytes(values[i], raw.AsSpan(i * size, size), out _))
                throw new ArgumentException($"'{values[i]}' (element {i}) does not fit into {size} bytes", nameof(values));
        }
        bool ascii = raw.AsSpan().IndexOfAnyInRange((byte)0x80, (byte)0xff) < 0;
        Hdf5Type type = new(Hdf5TypeClass.FixedString, size)
        {
            Padding = Hdf5StringPadding.NullPadded,
            IsUtf8 = !ascii,
            Name = $"S{size}",
        };
        return new Hdf5Data(type, extents, raw, null);
    }

    private static Hdf5Data Variable(string[] values, long[] shape)
    {
        Hdf5Type type = new(Hdf5TypeClass.VariableString, DatatypeWriter.VariableStringSize) { IsUtf8 = true, Name = "str" };
        int bad = System.Array.FindIndex(values, v => v.Contains('\0'));
        return bad < 0
            ? new Hdf5Data(type, Checked(shape, values.Length), null, values)
            : throw new ArgumentException($"element {bad} contains a NUL, which ends an HDF5 string", nameof(values));
    }

    private static Hdf5Data Numbers<T>(ReadOnlySpan<T> values, long[] shape)
        where T : unmanaged
    {
        Hdf5Type type = DatatypeWriter.TypeOf<T>();
        byte[] raw = MemoryMarshal.AsBytes(values).ToArray();
        if (!BitConverter.IsLittleEndian)
            ByteOrder.Swap(raw, type.Size);
        return new Hdf5Data(type, Checked(shape, values.Length), raw, null);
    }

    private static long[] Checked(long[] shape, int count)
    {
        long product = 1;
        foreach (long extent in shape)
            product = checked(product * extent);
        return product == count && shape.Length <= 32 && !shape.Any(e => e < 0)
            ? [.. shape]
            : throw new ArgumentException($"a shape of [{string.Join(", ", shape)}] does not hold {count} elements",
                nameof(shape));
    }
}
