using System.Buffers.Binary;
using System.Numerics;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Onnx;

/// <summary>
/// Brings the places where a tensor's elements may be (raw bytes, a typed field, another file) to one: little-endian bytes.
/// Memory is taken only for elements that are there.
/// </summary>
internal static class TensorReader
{
    private const int HighestRank = 64;

    public static OnnxTensor Read(TensorProto tensor, ExternalData external)
    {
        string place = $"tensor '{tensor.Name}'";
        var type = (DataType)tensor.DataType;
        int bits = ElementTypes.Bits(type)
            ?? throw new OnnxException($"its elements are {ElementTypes.Name(tensor.DataType)}, which cannot be read", place);
        if (tensor.Segment is not null)
            throw new OnnxException("it is a segment of a tensor, which cannot be read", place);
        long count = Count(tensor, place);
        long size = ((count * bits) + 7) / 8;
        if (size > Array.MaxLength)
            throw new OnnxException($"its shape needs {size} bytes, more than the {Array.MaxLength} of one tensor", place);

        ReadOnlyMemory<byte> bytes = tensor.DataLocation == DataLocation.External ? external.Read(tensor, (int)size, place)
            : tensor.HasRawData ? tensor.RawData.Memory
            : TypedField(tensor, type);
        if (bytes.Length != size)
            throw new OnnxException($"its shape needs {size} bytes, it has {bytes.Length}", place);
        return new OnnxTensor(tensor.Name, type, [.. tensor.Dims], (int)count, bytes);
    }

    private static long Count(TensorProto tensor, string place)
    {
        if (tensor.Dims.Count > HighestRank)
            throw new OnnxException($"it has {tensor.Dims.Count} dimensions", place);
        if (tensor.Dims.Any(d => d < 0))
            throw new OnnxException($"its shape is [{string.Join(", ", tensor.Dims)}]", place);
        // In any order of the dimensions, a 0 makes it empty.
        long count = tensor.Dims.Contains(0) ? 0 : 1;
        foreach (long dim in tensor.Dims.Where(_ => count > 0))
        {
            if (dim > int.MaxValue / count)
                throw new OnnxException($"its shape [{string.Join(", ", tensor.Dims)}] is too large", place);
            count *= dim;
        }
        return count;
    }

    private static byte[] TypedField(TensorProto tensor, DataType type) => type switch
    {
        DataType.Float => Bytes(tensor.FloatData, 4, (to, v) => BinaryPrimitives.WriteSingleLittleEndian(to, v)),
        DataType.Double => Bytes(tensor.DoubleData, 8, (to, v) => BinaryPrimitives.WriteDoubleLittleEndian(to, v)),
        DataType.Int64 => Bytes(tensor.Int64Data, 8, (to, v) => BinaryPrimitives.WriteInt64LittleEndian(to, v)),
        DataType.Uint64 => Bytes(tensor.Uint64Data, 8, (to, v) => BinaryPrimitives.WriteUInt64LittleEndian(to, v)),
        DataType.Uint32 => Bytes(tensor.Uint64Data, 4, (to, v) => BinaryPrimitives.WriteUInt32LittleEndian(to, (uint)v)),
        DataType.Int32 => Bytes(tensor.Int32Data, 4, (to, v) => BinaryPrimitives.WriteInt32LittleEndian(to, v)),
        DataType.Int16 or DataType.Uint16 or DataType.Float16 or DataType.Bfloat16 =>
            Bytes(tensor.Int32Data, 2, (to, v) => BinaryPrimitives.WriteInt16LittleEndian(to, (short)v)),
        // Two 4-bit elements share a byte here as well.
        _ => Bytes(tensor.Int32Data, 1, (to, v) => to[0] = (byte)v),
    };

    private static byte[] Bytes<T>(IReadOnlyList<T> values, int size, WriteElement<T> write)
        where T : INumber<T>
    {
        byte[] bytes = new byte[checked(values.Count * size)];
        for (int i = 0; i < values.Count; i++)
            write(bytes.AsSpan(i * size), values[i]);
        return bytes;
    }

    private delegate void WriteElement<T>(Span<byte> to, T value);
}
