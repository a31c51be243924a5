using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Neuro.Runtime.Data;

/// <summary>Brings stored elements into the one form that arrays have in memory.</summary>
internal static class NpyLayout
{
    /// <summary>Reverses the bytes of every number or code point in place.</summary>
    public static void SwapBytes(Span<byte> data, NpyType type)
    {
        int unit = type.Kind switch { NpyKind.Unicode => 4, NpyKind.Bytes => 1, _ => type.Size };
        if (unit == 2)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ushort>(data), MemoryMarshal.Cast<byte, ushort>(data));
        else if (unit == 4)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, uint>(data), MemoryMarshal.Cast<byte, uint>(data));
        else if (unit == 8)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ulong>(data), MemoryMarshal.Cast<byte, ulong>(data));
    }

    /// <summary>Reorders from first index fastest to last index fastest.</summary>
    public static byte[] ToRowMajor(byte[] data, int[] shape, int itemSize)
    {
        if (shape.Length < 2 || data.Length == 0)
            return data;
        byte[] result = new byte[data.Length];
        int[] index = new int[shape.Length];
        int source = 0;
        for (int target = 0; target < result.Length; target += itemSize)
        {
            data.AsSpan(source * itemSize, itemSize).CopyTo(result.AsSpan(target));
            source = Advance(index, shape, source);
        }
        return result;
    }

    /// <summary>NumPy takes every byte other than 0 as true.</summary>
    public static void NormaliseBooleans(Span<byte> data)
    {
        foreach (ref byte value in data)
            value = value == 0 ? (byte)0 : (byte)1;
    }

    /// <summary>The value as an int; false when it has a fraction, is not finite or needs more than 32 bits.</summary>
    public static bool TryInt32<T>(T value, out int result)
        where T : INumberBase<T>
    {
        long wide = T.IsInteger(value) ? long.CreateSaturating(value) : long.MaxValue;
        result = (int)wide;
        return result == wide;
    }

    // Counts index up in row-major order and returns the new position in column-major order.
    private static int Advance(int[] index, int[] shape, int position)
    {
        int stride = 1;
        for (int axis = 0; axis < shape.Length - 1; axis++)
            stride *= shape[axis];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (++index[axis] < shape[axis])
                return position + stride;
            position -= (shape[axis] - 1) * stride;
            index[axis] = 0;
            stride /= axis > 0 ? shape[axis - 1] : 1;
        }
        return position;
    }
}
