using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>Narrow integers into the lanes of a 512-bit register, sign-extended, in order.</summary>
internal static unsafe class Widening
{
    /// <summary>32 bytes as 32 lanes of 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> LoadInt16(sbyte* source)
    {
        Vector256<sbyte> bytes = Vector256.Load(source);
        return Avx512BW.IsSupported
            ? Avx512BW.ConvertToVector512Int16(bytes)
            : Vector512.Create(Vector256.WidenLower(bytes), Vector256.WidenUpper(bytes));
    }

    /// <summary>16 elements as 16 lanes of 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadInt32<T>(T* source) where T : unmanaged
    {
        if (typeof(T) == typeof(sbyte))
        {
            Vector128<sbyte> bytes = Vector128.Load((sbyte*)source);
            return Avx512F.IsSupported
                ? Avx512F.ConvertToVector512Int32(bytes)
                : ToInt32(Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes)));
        }
        if (typeof(T) == typeof(byte))
        {
            Vector128<byte> bytes = Vector128.Load((byte*)source);
            return Avx512F.IsSupported
                ? Avx512F.ConvertToVector512Int32(bytes)
                : ToInt32(Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes)).AsInt16());
        }
        if (typeof(T) == typeof(ushort))
        {
            Vector256<ushort> words = Vector256.Load((ushort*)source);
            return Vector512.Create(Vector256.WidenLower(words), Vector256.WidenUpper(words)).AsInt32();
        }
        return typeof(T) == typeof(short) ? ToInt32(Vector256.Load((short*)source)) : Vector512.Load((int*)source);
    }

    /// <summary>16 lanes of 16 bits as 16 lanes of 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToInt32(Vector256<short> values) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(values)
        : Vector512.Create(Vector256.WidenLower(values), Vector256.WidenUpper(values));
}
