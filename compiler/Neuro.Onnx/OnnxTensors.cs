using System.Runtime.InteropServices;
using Google.Protobuf;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Onnx;

/// <summary>Makes tensors.</summary>
public static class OnnxTensors
{
    /// <summary>A tensor of <paramref name="values"/>, row-major, whose bytes are copied.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="dims">Its shape; empty for a scalar.</param>
    /// <param name="values">sbyte, byte, short, ushort, int, uint, long, ulong, float, double or bool.</param>
    /// <exception cref="ArgumentException">The shape and the number of values differ, or ONNX has no such type.</exception>
    public static TensorProto Create<T>(string name, ReadOnlySpan<long> dims, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        long count = 1;
        foreach (long dim in dims)
            count = checked(count * dim);
        if (count != values.Length)
            throw new ArgumentException($"{values.Length} values for [{string.Join(", ", dims.ToArray())}]", nameof(values));
        TensorProto tensor = new()
        {
            Name = name,
            DataType = (int)TypeOf<T>(),
            RawData = ByteString.CopyFrom(LittleEndian(values)),
        };
        tensor.Dims.AddRange(dims.ToArray());
        return tensor;
    }

    /// <summary>The ONNX type of <typeparamref name="T"/>.</summary>
    /// <exception cref="ArgumentException">ONNX has no such type.</exception>
    public static DataType TypeOf<T>() => Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.Boolean => DataType.Bool,
        TypeCode.SByte => DataType.Int8,
        TypeCode.Byte => DataType.Uint8,
        TypeCode.Int16 => DataType.Int16,
        TypeCode.UInt16 => DataType.Uint16,
        TypeCode.Int32 => DataType.Int32,
        TypeCode.UInt32 => DataType.Uint32,
        TypeCode.Int64 => DataType.Int64,
        TypeCode.UInt64 => DataType.Uint64,
        TypeCode.Single => DataType.Float,
        TypeCode.Double => DataType.Double,
        _ => throw new ArgumentException($"ONNX has no tensors of {typeof(T)}"),
    };

    private static ReadOnlySpan<byte> LittleEndian<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (BitConverter.IsLittleEndian)
            return MemoryMarshal.AsBytes(values);
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        int size = bytes.Length / Math.Max(1, values.Length);
        for (int i = 0; i < bytes.Length; i += size)
            bytes.AsSpan(i, size).Reverse();
        return bytes;
    }
}
