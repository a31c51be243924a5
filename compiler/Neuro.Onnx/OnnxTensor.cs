using System.Buffers.Binary;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Onnx;

/// <summary>The elements of a tensor, row-major. It has as many as its shape says.</summary>
public sealed class OnnxTensor
{
    private readonly ReadOnlyMemory<byte> _bytes;

    internal OnnxTensor(string name, DataType type, long[] dims, int count, ReadOnlyMemory<byte> bytes)
    {
        Name = name;
        Type = type;
        Dims = dims;
        Count = count;
        _bytes = bytes;
    }

    /// <summary>Its name in the file; may be empty.</summary>
    public string Name { get; }

    /// <summary>The type of the elements in the file.</summary>
    public DataType Type { get; }

    /// <summary>The shape; empty for a scalar.</summary>
    public IReadOnlyList<long> Dims { get; }

    /// <summary>Number of elements.</summary>
    public int Count { get; }

    /// <summary>Whether the elements are floats of any size, rather than integers or booleans.</summary>
    public bool IsFloat => ElementTypes.IsFloat(Type);

    /// <summary>The elements as doubles; 64-bit integers may be rounded.</summary>
    public double[] ToDoubles()
    {
        double[] values = new double[Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = IsFloat ? Float(i) : Type == DataType.Uint64 ? (ulong)Integer(i) : Integer(i);
        return values;
    }

    /// <summary>The elements as 32-bit floats, rounded to nearest.</summary>
    public float[] ToFloats() => Array.ConvertAll(ToDoubles(), v => (float)v);

    /// <summary>The elements of an integer or boolean tensor.</summary>
    /// <exception cref="OnnxException">They are floats, or one does not fit.</exception>
    public long[] ToInt64s()
    {
        if (IsFloat)
            throw new OnnxException($"its elements are {ElementTypes.Name((int)Type)}, integers are needed", $"tensor '{Name}'");
        long[] values = new long[Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Integer(i);
            if (Type == DataType.Uint64 && values[i] < 0)
                throw new OnnxException($"element {i} is too large for 64 signed bits", $"tensor '{Name}'");
        }
        return values;
    }

    /// <summary>The elements of an integer or boolean tensor.</summary>
    /// <exception cref="OnnxException">They are floats, or one does not fit.</exception>
    public int[] ToInt32s() => Array.ConvertAll(ToInt64s(), v => v is >= int.MinValue and <= int.MaxValue
        ? (int)v : throw new OnnxException($"an element is {v}, too large for 32 bits", $"tensor '{Name}'"));

    private double Float(int i)
    {
        ReadOnlySpan<byte> bytes = _bytes.Span;
        return Type switch
        {
            DataType.Double => BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]),
            DataType.Float => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]),
            DataType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]),
            // bfloat16 is the upper half of a 32-bit float.
            _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16),
        };
    }

    private long Integer(int i)
    {
        ReadOnlySpan<byte> bytes = _bytes.Span;
        return Type switch
        {
            DataType.Int64 or DataType.Uint64 => BinaryPrimitives.ReadInt64LittleEndian(bytes[(8 * i)..]),
            DataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]),
            DataType.Uint32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * i)..]),
            DataType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]),
            DataType.Uint16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]),
            DataType.Int8 => (sbyte)bytes[i],
            // Two elements a byte, the earlier one in the lower half.
            DataType.Uint4 => (bytes[i / 2] >> (4 * (i % 2))) & 15,
            DataType.Int4 => (((bytes[i / 2] >> (4 * (i % 2))) & 15) ^ 8) - 8,
            _ => bytes[i],
        };
    }
}
