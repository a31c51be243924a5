using System.Runtime.CompilerServices;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>Array elements of any storage type.</summary>
internal static class Elements
{
    /// <summary>The .NET type of elements stored as <paramref name="type"/>.</summary>
    public static Type Type(ElementType type) => type switch
    {
        ElementType.Int8 => typeof(sbyte),
        ElementType.UInt8 => typeof(byte),
        ElementType.Int16 => typeof(short),
        ElementType.UInt16 => typeof(ushort),
        _ => typeof(int),
    };

    /// <summary>The element's value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Value<T>(T element) where T : unmanaged
    {
        if (typeof(T) == typeof(sbyte))
            return Unsafe.BitCast<T, sbyte>(element);
        if (typeof(T) == typeof(byte))
            return Unsafe.BitCast<T, byte>(element);
        if (typeof(T) == typeof(short))
            return Unsafe.BitCast<T, short>(element);
        if (typeof(T) == typeof(ushort))
            return Unsafe.BitCast<T, ushort>(element);
        return Unsafe.BitCast<T, int>(element);
    }

    /// <summary>The element that has a value; the bits beyond it are left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Narrow<T>(int value) where T : unmanaged
    {
        if (typeof(T) == typeof(sbyte))
            return Unsafe.BitCast<sbyte, T>((sbyte)value);
        if (typeof(T) == typeof(byte))
            return Unsafe.BitCast<byte, T>((byte)value);
        if (typeof(T) == typeof(short))
            return Unsafe.BitCast<short, T>((short)value);
        if (typeof(T) == typeof(ushort))
            return Unsafe.BitCast<ushort, T>((ushort)value);
        return Unsafe.BitCast<int, T>(value);
    }

    /// <summary>The value as a sum of 32 or 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TSum Sum<TSum>(long value) where TSum : unmanaged =>
        typeof(TSum) == typeof(int) ? Unsafe.BitCast<int, TSum>((int)value) : Unsafe.BitCast<long, TSum>(value);

    /// <summary>A function that reads a bound value: element i of its array, or the scalar.</summary>
    public static Func<int, int> Reader(SpikeProgram program, IrValue value)
    {
        if (value.Array is not { } name)
            return _ => value.Scalar;
        IrArray array = program.Array(name);
        return i => array[i];
    }
}
