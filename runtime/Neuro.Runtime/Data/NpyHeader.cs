using System.Buffers.Binary;
using System.Globalization;

namespace Neuro.Runtime.Data;

/// <summary>The header of a .npy file (NumPy enhancement proposal 1; numpy.lib.format, versions 1.0 to 3.0).</summary>
/// <param name="Type">Element type.</param>
/// <param name="BigEndian">Whether elements are stored most significant byte first.</param>
/// <param name="Fortran">Whether the first index runs fastest.</param>
/// <param name="Shape">Extents; empty for a scalar.</param>
internal sealed record NpyHeader(NpyType Type, bool BigEndian, bool Fortran, int[] Shape)
{
    /// <summary>Only structured types need longer headers, and those are refused anyhow.</summary>
    private const int LongestHeader = 1 << 16;

    private const int MostDimensions = 64;

    /// <summary>Bytes of header that precede the data.</summary>
    public int Length { get; private init; }

    /// <summary>Bytes of data that follow the header.</summary>
    public long DataLength => Shape.Aggregate((long)Type.Size, (product, extent) => product * extent);

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads magic, version and dictionary, and leaves <paramref name="stream"/> at the first byte of data.</summary>
    public static NpyHeader Read(Stream stream, DataPlace at)
    {
        Span<byte> start = stackalloc byte[12];
        if (stream.ReadAtLeast(start[..10], 10, throwOnEndOfStream: false) < 10 || !start.StartsWith(Magic))
            throw at.ErrorAt("byte 0", "this is not a .npy array", "arrays are written by numpy.save or numpy.savez");
        int version = start[6];
        if (version is < 1 or > 3)
            throw at.ErrorAt("byte 6", $".npy version {version} is not known", "versions 1 to 3 are read");
        bool wide = version > 1;
        if (wide && stream.ReadAtLeast(start[10..], 2, throwOnEndOfStream: false) < 2)
            throw at.ErrorAt("byte 10", "the header is cut off", "the file is truncated");
        long length = wide
            ? BinaryPrimitives.ReadUInt32LittleEndian(start[8..])
            : BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (length > LongestHeader)
        {
            throw at.ErrorAt("byte 8", $"a header of {length:N0} bytes is longer than any plain array needs",
                "structured arrays are not read");
        }
        byte[] text = new byte[length];
        if (stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
            throw at.ErrorAt(wide ? "byte 12" : "byte 10", "the header is cut off", "the file is truncated");
        return Parse(System.Text.Encoding.Latin1.GetString(text), at) with { Length = (wide ? 12 : 10) + text.Length };
    }

    /// <summary>The bytes of a version 1.0 header, padded so that the data start at a multiple of 64.</summary>
    public static byte[] Format(NpyType type, ReadOnlySpan<int> shape)
    {
        string extents = string.Join(", ", shape.ToArray()) + (shape.Length == 1 ? "," : "");
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({extents}), }}";
        int total = (10 + text.Length + 1 + 63) / 64 * 64;
        byte[] header = new byte[total];
        Magic.CopyTo(header);
        header[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(total - 10));
        header.AsSpan(10).Fill((byte)' ');
        System.Text.Encoding.ASCII.GetBytes(text, header.AsSpan(10));
        header[^1] = (byte)'\n';
        return header;
    }

    private static NpyHeader Parse(string text, DataPlace at)
    {
        PythonLiteral literal = new(text, at);
        (string? descr, bool? fortran, int[]? shape) = (null, null, null);
        literal.Expect('{');
        while (!literal.Accept('}'))
        {
            string key = literal.String();
            literal.Expect(':');
            if (key == "descr")
                descr = literal.String();
            else if (key == "fortran_order")
                fortran = literal.Boolean();
            else if (key == "shape")
                shape = literal.Tuple();
            else
                throw at.ErrorAt("header", $"unexpected key '{key}'", "the header is damaged");
            if (!literal.Accept(','))
            {
                literal.Expect('}');
                break;
            }
        }
        if (descr is null || fortran is null || shape is null)
            throw at.ErrorAt("header", "descr, fortran_order or shape is missing", "the header is damaged");
        if (shape.Length > MostDimensions)
            throw at.ErrorAt("header", $"{shape.Length} dimensions are more than {MostDimensions}");
        CheckSize(shape, at);
        (NpyType type, bool big) = ParseType(descr, at);
        return new(type, big, fortran.Value, shape);
    }

    private static void CheckSize(int[] shape, DataPlace at)
    {
        long count = 1;
        foreach (int extent in shape)
        {
            count *= extent;
            if (count > int.MaxValue)
            {
                throw at.ErrorAt("header", $"shape ({string.Join(", ", shape)}) has more than {int.MaxValue:N0} elements",
                    "split the data into several files");
            }
        }
    }

    private static (NpyType Type, bool BigEndian) ParseType(string descr, DataPlace at)
    {
        const string Readable = "bool, (u)int8 to 64, float16 to 64 and fixed strings are read; convert with numpy's astype";
        if (descr.Length < 2)
            throw at.ErrorAt("header", $"'{descr}' is not an element type", Readable);
        if (descr.EndsWith('O'))
        {
            throw at.ErrorAt("header", "this is an object array, which numpy stores as a pickle",
                "pickles can run code and are never read; convert with numpy's astype");
        }
        bool prefixed = descr[0] is '<' or '>' or '|' or '=';
        ReadOnlySpan<char> rest = descr.AsSpan(prefixed ? 1 : 0);
        bool sized = int.TryParse(rest[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int size);
        NpyType? type = (rest[0], size) switch
        {
            _ when !sized => null,
            ('b', 1) => new(NpyKind.Bool, 1),
            ('i', 1 or 2 or 4 or 8) => new(NpyKind.Int, size),
            ('u', 1 or 2 or 4 or 8) => new(NpyKind.UInt, size),
            ('f', 2 or 4 or 8) => new(NpyKind.Float, size),
            ('S', <= 1 << 20) => new(NpyKind.Bytes, size),
            ('U', <= 1 << 18) => new(NpyKind.Unicode, 4 * size),
            _ => null,
        };
        return (type ?? throw at.ErrorAt("header", $"element type '{descr}' is not supported", Readable), descr[0] == '>');
    }
}
