using System.Buffers.Binary;
using System.Text.RegularExpressions;

namespace Neuro.Runtime.Data.Formats;

/// <summary>
/// The idx format of the MNIST files (Y. LeCun, "The MNIST database"): 0, 0, element type, number of dimensions, extents as
/// big-endian 32-bit integers, then the elements, big-endian, row by row.
/// </summary>
internal static partial class IdxFile
{
    private const int MostDimensions = 8;

    /// <summary>Whether a lower-case name without ".gz" is one that idx files have.</summary>
    public static bool HasUsualName(string name) => UsualName().IsMatch(name);

    /// <summary>Reads an idx file, gzipped or not.</summary>
    public static NpyArray Read(string path)
    {
        using DataFile file = DataFile.Open(path);
        return DataFile.Guard(path, "", () => Read(file));
    }

    private static NpyArray Read(DataFile file)
    {
        DataPlace at = new(file.Path);
        Span<byte> magic = stackalloc byte[4];
        if (file.Stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) < 4 || magic[0] != 0 || magic[1] != 0)
            throw at.ErrorAt("byte 0", "this is not an idx file", "idx files begin with two zero bytes, as MNIST's do");
        NpyType type = magic[2] switch
        {
            0x08 => NpyType.Of<byte>(),
            0x09 => NpyType.Of<sbyte>(),
            0x0B => NpyType.Of<short>(),
            0x0C => NpyType.Of<int>(),
            0x0D => NpyType.Of<float>(),
            0x0E => NpyType.Of<double>(),
            byte other => throw at.ErrorAt("byte 2", $"element type 0x{other:X2} is not known", "the file is damaged"),
        };
        int[] shape = ReadShape(file.Stream, magic[3], at);
        long length = shape.Aggregate((long)type.Size, (product, extent) => product * extent);
        byte[] data = DataFile.ReadExactly(file.Stream, length, file.Bound - 4 - (4 * shape.Length), file.BoundIsExact, at);
        if (file.Stream.ReadByte() >= 0)
        {
            throw at.ErrorAt($"byte {4 + (4 * shape.Length) + length}", "more bytes follow the last element",
                "the extents are damaged");
        }
        NpyLayout.SwapBytes(data, type);
        return NpyArray.Wrap(type, shape, data, at);
    }

    private static int[] ReadShape(Stream stream, int dimensions, DataPlace at)
    {
        if (dimensions is 0 or > MostDimensions)
            throw at.ErrorAt("byte 3", $"{dimensions} dimensions are not from 1 to {MostDimensions}", "the file is damaged");
        Span<byte> bytes = stackalloc byte[4 * dimensions];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw at.ErrorAt("byte 4", "the extents are cut off", "the file is truncated");
        int[] shape = new int[dimensions];
        long count = 1;
        for (int d = 0; d < dimensions; d++)
        {
            shape[d] = BinaryPrimitives.ReadInt32BigEndian(bytes[(4 * d)..]);
            count *= shape[d];
            if (shape[d] <= 0 || count > int.MaxValue)
                throw at.ErrorAt($"byte {4 + (4 * d)}", $"an extent of {shape[d]} cannot be", "the file is damaged");
        }
        return shape;
    }

    [GeneratedRegex(@"idx\d|\.idx$|ubyte$")]
    private static partial Regex UsualName();
}
