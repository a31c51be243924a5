using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>8 lanes of 32 bits in one 256-bit register.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Vector256<int>>
{
    public static int Count => 8;

    public static bool CanCompress => Avx512F.VL.IsSupported;

    public static Vector256<int> Index => Vector256<int>.Indices;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Create(int value) =>
        Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Create64(long value) =>
        Vector256.Create(value).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Load(int* source) =>
        Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadSaturated(long* source) =>
        Vector256.Narrow(Clamp(Vector256.Load(source)), Clamp(Vector256.Load(source + Count / 2)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadInt8(sbyte* source)
    {
        Vector128<short> wide = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)source).AsSByte());
        return Avx2.IsSupported ? Avx2.ConvertToVector256Int32(wide)
            : Vector256.Create(Vector128.WidenLower(wide), Vector128.WidenUpper(wide));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadUInt8(byte* source)
    {
        Vector128<ushort> wide = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)source).AsByte());
        return Avx2.IsSupported ? Avx2.ConvertToVector256Int32(wide)
            : Vector256.Create(Vector128.WidenLower(wide), Vector128.WidenUpper(wide)).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadInt16(short* source) => Avx2.IsSupported
        ? Avx2.ConvertToVector256Int32(Vector128.Load(source))
        : Vector256.Create(Lanes128.LoadInt16(source), Lanes128.LoadInt16(source + Count / 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadUInt16(ushort* source) => Avx2.IsSupported
        ? Avx2.ConvertToVector256Int32(Vector128.Load(source))
        : Vector256.Create(Lanes128.LoadUInt16(source), Lanes128.LoadUInt16(source + Count / 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> LoadStrided<TElement>(TElement* source, nint stride)
        where TElement : unmanaged
    {
        if (Avx2.IsSupported && typeof(TElement) == typeof(short))
            return Avx2.ConvertToVector256Int32(StridedElements.LoadInt16((ushort*)source, stride).AsInt16());
        if (Avx2.IsSupported && typeof(TElement) == typeof(ushort))
            return Avx2.ConvertToVector256Int32(StridedElements.LoadInt16((ushort*)source, stride));
        if (Avx2.IsSupported && typeof(TElement) == typeof(sbyte))
            return Avx2.ConvertToVector256Int32(StridedElements.LoadInt8((byte*)source, stride).AsSByte());
        if (Avx2.IsSupported && typeof(TElement) == typeof(byte))
            return Avx2.ConvertToVector256Int32(StridedElements.LoadInt8((byte*)source, stride));
        return Vector256.Create(
            Lanes128.LoadStrided(source, stride), Lanes128.LoadStrided(source + Count / 2 * stride, stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt8(Vector256<int> value, byte* destination)
    {
        Vector128<short> narrow = Vector128.Narrow(value.GetLower(), value.GetUpper());
        *(long*)destination = Vector128.Narrow(narrow, narrow).AsInt64().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt16(Vector256<int> value, short* destination) =>
        Vector128.Narrow(value.GetLower(), value.GetUpper()).Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided<TElement>(Vector256<int> value, TElement* destination, nint stride)
        where TElement : unmanaged
    {
        if (Sse41.IsSupported && typeof(TElement) != typeof(int))
        {
            Vector128<ushort> narrow = Vector128.Narrow(value.GetLower(), value.GetUpper()).AsUInt16();
            if (typeof(TElement) == typeof(short) || typeof(TElement) == typeof(ushort))
                StridedElements.StoreInt16(narrow, (ushort*)destination, stride);
            else
                StridedElements.StoreInt8(Vector128.Narrow(narrow, narrow), (byte*)destination, stride);
            return;
        }
        Lanes128.StoreStrided(value.GetLower(), destination, stride);
        Lanes128.StoreStrided(value.GetUpper(), destination + Count / 2 * stride, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> value, int* destination) =>
        value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> a, Vector256<int> b) =>
        a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Subtract(Vector256<int> a, Vector256<int> b) =>
        a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Multiply(Vector256<int> a, Vector256<int> b) =>
        a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> And(Vector256<int> a, Vector256<int> b) =>
        a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Or(Vector256<int> a, Vector256<int> b) =>
        a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Xor(Vector256<int> a, Vector256<int> b) =>
        a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Min(Vector256<int> a, Vector256<int> b) =>
        Vector256.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Max(Vector256<int> a, Vector256<int> b) =>
        Vector256.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ShiftLeft(Vector256<int> a, int count) =>
        a << count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ShiftRight(Vector256<int> a, int count) =>
        a >> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ShiftRightLogical(Vector256<int> a, int count) =>
        a >>> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Equal(Vector256<int> a, Vector256<int> b) =>
        Vector256.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> GreaterThan(Vector256<int> a, Vector256<int> b) =>
        Vector256.GreaterThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Choose(Vector256<int> mask, Vector256<int> a, Vector256<int> b) =>
        Vector256.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Vector256<int> mask) =>
        (uint)Vector256.ExtractMostSignificantBits(mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Gather(int* table, Vector256<int> index) =>
        Avx2.IsSupported
        ? Avx2.GatherVector256(table, index, sizeof(int))
        : Vector256.Create(Lanes128.Gather(table, index.GetLower()), Lanes128.Gather(table, index.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyEven(Vector256<int> a, Vector256<int> b) =>
        Avx2.IsSupported ? Avx2.Multiply(a, b).AsInt32()
            : (SignExtended(a) * SignExtended(b)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> MultiplyEvenUnsigned(Vector256<int> a, Vector256<int> b) =>
        Avx2.IsSupported ? Avx2.Multiply(a.AsUInt32(), b.AsUInt32()).AsInt32()
            : (ZeroExtended(a) * ZeroExtended(b)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add64(Vector256<int> a, Vector256<int> b) =>
        (a.AsInt64() + b.AsInt64()).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ShiftLeft64(Vector256<int> a, int count) =>
        (a.AsInt64() << count).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ShiftRight64(Vector256<int> a, int count) =>
        (a.AsInt64() >> count).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> ShiftRightLogical64(Vector256<int> a, int count) =>
        (a.AsInt64() >>> count).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Interleave(Vector256<int> even, Vector256<int> odd) =>
        Vector256.ConditionalSelect(Vector256.Create(0xFFFFFFFFL).AsInt32(), even, odd);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Compress(Vector256<int> mask, Vector256<int> values) =>
        CanCompress ? Avx512F.VL.Compress(Vector256<int>.Zero, mask, values) : values;

    private static Vector256<long> Clamp(Vector256<long> value) =>
        Vector256.Min(Vector256.Max(value, Vector256.Create((long)int.MinValue)), Vector256.Create((long)int.MaxValue));

    // The low words of the 64-bit lanes as 64-bit numbers.
    private static Vector256<long> SignExtended(Vector256<int> value) => (value.AsInt64() << 32) >> 32;

    private static Vector256<long> ZeroExtended(Vector256<int> value) => value.AsInt64() & Vector256.Create(0xFFFFFFFFL);
}
