using System.Numerics;
using System.Runtime.InteropServices;
using Neuro.Runtime.Files;

namespace Neuro.Runtime.Data;

/// <summary>
/// An array as NumPy stores it in .npy files: an element type, a shape, and values, held in row-major order and the machine's
/// (little-endian) byte order whatever the file's.
/// </summary>
public sealed class NpyArray
{
    private readonly byte[] _data;
    private readonly DataPlace _origin;

    private NpyArray(NpyType type, int[] shape, byte[] data, DataPlace origin)
    {
        Type = type;
        Shape = shape;
        _data = data;
        _origin = origin;
    }

    /// <summary>Element type.</summary>
    public NpyType Type { get; }

    /// <summary>Extents; empty for a scalar.</summary>
    public int[] Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Length => Shape.Aggregate(1, (product, extent) => product * extent);

    /// <summary>An array that holds a copy of <paramref name="values"/>.</summary>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public static NpyArray From<T>(ReadOnlySpan<T> values, params int[] shape)
        where T : unmanaged
    {
        CheckShape(values.Length, shape);
        return new(NpyType.Of<T>(), shape, MemoryMarshal.AsBytes(values).ToArray(), new("memory"));
    }

    /// <summary>Reads a .npy file, gzipped or not.</summary>
    /// <exception cref="DataException">The file is missing, malformed or holds something else than plain numbers and
    /// strings.</exception>
    public static NpyArray Read(string path)
    {
        using DataFile file = DataFile.Open(path);
        return DataFile.Guard(path, "", () => Read(file.Stream, file.Bound, file.BoundIsExact, new(path)));
    }

    /// <summary>Writes a .npy file, version 1.0; it appears under its name when it is complete.</summary>
    public static void Write<T>(string path, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        using AtomicFile file = AtomicFile.Create(path);
        Write(file.Stream, values, shape);
        file.Commit();
    }

    /// <summary>Writes this array to <paramref name="path"/>.</summary>
    public void Write(string path) => AtomicFile.Write(path, Write);

    /// <summary>The values, row by row.</summary>
    /// <exception cref="InvalidOperationException">The element type is not <typeparamref name="T"/>'s.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged =>
        NpyType.Of<T>() == Type
            ? MemoryMarshal.Cast<byte, T>(_data)
            : throw new InvalidOperationException($"the elements are {Type}, not {NpyType.Of<T>()}");

    /// <summary>The values as 32-bit integers.</summary>
    /// <exception cref="DataException">A value has a fraction, lies outside of 32 bits, or is text.</exception>
    public int[] ToInt32() => Accept(new Int32Conversion(_origin));

    /// <summary>The values as doubles; 64-bit integers beyond 2^53 are rounded.</summary>
    /// <exception cref="DataException">The elements are text.</exception>
    public double[] ToDouble() => Accept(default(DoubleConversion));

    /// <summary>The values of a string array, without their padding.</summary>
    /// <exception cref="DataException">The elements are numbers.</exception>
    public string[] ToStrings()
    {
        if (!Type.IsText)
            throw _origin.Error($"text was expected, but the elements are {Type}");
        System.Text.Encoding encoding = Type.Kind == NpyKind.Bytes ? System.Text.Encoding.Latin1 : System.Text.Encoding.UTF32;
        string[] result = new string[Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = encoding.GetString(_data, i * Type.Size, Type.Size).TrimEnd('\0');
        return result;
    }

    /// <summary>An error about this array.</summary>
    internal DataException Error(string message, string hint = "") => _origin.Error(message, hint);

    /// <summary>Calls <paramref name="visitor"/> with the values in their own type; booleans come as bytes 0 and 1.</summary>
    internal TResult Accept<TResult>(INpyVisitor<TResult> visitor) => (Type.Kind, Type.Size) switch
    {
        (NpyKind.Bool, _) => visitor.Visit<byte>(_data),
        (NpyKind.Int, 1) => visitor.Visit(Values<sbyte>()),
        (NpyKind.Int, 2) => visitor.Visit(Values<short>()),
        (NpyKind.Int, 4) => visitor.Visit(Values<int>()),
        (NpyKind.Int, _) => visitor.Visit(Values<long>()),
        (NpyKind.UInt, 1) => visitor.Visit(Values<byte>()),
        (NpyKind.UInt, 2) => visitor.Visit(Values<ushort>()),
        (NpyKind.UInt, 4) => visitor.Visit(Values<uint>()),
        (NpyKind.UInt, _) => visitor.Visit(Values<ulong>()),
        (NpyKind.Float, 2) => visitor.Visit(Values<Half>()),
        (NpyKind.Float, 4) => visitor.Visit(Values<float>()),
        (NpyKind.Float, _) => visitor.Visit(Values<double>()),
        _ => throw _origin.Error($"numbers were expected, but the elements are text ({Type})"),
    };

    /// <summary>Wraps values read by another reader.</summary>
    internal static NpyArray Wrap(NpyType type, int[] shape, byte[] data, DataPlace origin) => new(type, shape, data, origin);

    /// <summary>Reads one array, which must fill the rest of the stream.</summary>
    /// <param name="stream">A stream at the magic bytes.</param>
    /// <param name="bound">Bytes that follow at most.</param>
    /// <param name="boundIsExact">Whether exactly so many follow.</param>
    /// <param name="at">Names the place for errors.</param>
    internal static NpyArray Read(Stream stream, long bound, bool boundIsExact, DataPlace at)
    {
        NpyHeader header = NpyHeader.Read(stream, at);
        byte[] data = DataFile.ReadExactly(stream, header.DataLength, bound - header.Length, boundIsExact, at);
        if (stream.ReadByte() >= 0)
        {
            throw at.ErrorAt($"byte {header.Length + header.DataLength}", "more bytes follow the array's last",
                "the shape in the header is damaged, or the file holds several arrays; use numpy.savez for those");
        }
        if (header.BigEndian)
            NpyLayout.SwapBytes(data, header.Type);
        if (header.Fortran)
            data = NpyLayout.ToRowMajor(data, header.Shape, header.Type.Size);
        if (header.Type.Kind == NpyKind.Bool)
            NpyLayout.NormaliseBooleans(data);
        return new(header.Type, header.Shape, data, at);
    }

    internal static void Write<T>(Stream stream, ReadOnlySpan<T> values, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        CheckShape(values.Length, shape);
        stream.Write(NpyHeader.Format(NpyType.Of<T>(), shape));
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    internal void Write(Stream stream)
    {
        stream.Write(NpyHeader.Format(Type, Shape));
        stream.Write(_data);
    }

    private static void CheckShape(int length, ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int extent in shape)
            count *= extent;
        if (count != length)
            throw new ArgumentException($"{length} values do not fill the shape ({string.Join(", ", shape.ToArray())})");
    }

    private readonly struct Int32Conversion(DataPlace origin) : INpyVisitor<int[]>
    {
        public int[] Visit<T>(ReadOnlySpan<T> values)
            where T : unmanaged, INumberBase<T>
        {
            int[] result = new int[values.Length];
            for (int i = 0; i < result.Length; i++)
            {
                if (!NpyLayout.TryInt32(values[i], out result[i]))
                    throw origin.ErrorAt($"element {i}", $"{values[i]} is not a whole number of 32 bits");
            }
            return result;
        }
    }

    private readonly struct DoubleConversion : INpyVisitor<double[]>
    {
        public double[] Visit<T>(ReadOnlySpan<T> values)
            where T : unmanaged, INumberBase<T>
        {
            double[] result = new double[values.Length];
            for (int i = 0; i < result.Length; i++)
                result[i] = double.CreateChecked(values[i]);
            return result;
        }
    }
}
