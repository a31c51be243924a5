using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Neuro.Emulator.Cpu.Delivery;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>4 lanes of 32 bits in one 128-bit register.</summary>
internal readonly unsafe struct Lanes128 : ILanes<Vector128<int>>
{
    public static int Count => 4;

    public static bool CanCompress => Avx512F.VL.IsSupported;

    public static Vector128<int> Index => Vector128<int>.Indices;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Create(int value) =>
        Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Create64(long value) =>
        Vector128.Create(value).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Load(int* source) =>
        Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> LoadSaturated(long* source) =>
        Vector128.Narrow(Clamp(Vector128.Load(source)), Clamp(Vector128.Load(source + Count / 2)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> LoadInt8(sbyte* source) =>
        Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(int*)source).AsSByte()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> LoadUInt8(byte* source) =>
        Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(int*)source).AsByte())).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> LoadInt16(short* source) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)source).AsInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> LoadUInt16(ushort* source) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)source).AsUInt16()).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> LoadStrided<TElement>(TElement* source, nint stride)
        where TElement : unmanaged =>
        Vector128.Create(
            Elements.Value(source[0]), Elements.Value(source[stride]), Elements.Value(source[2 * stride]),
            Elements.Value(source[3 * stride]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt8(Vector128<int> value, byte* destination)
    {
        Vector128<short> narrow = Vector128.Narrow(value, value);
        *(int*)destination = Vector128.Narrow(narrow, narrow).AsInt32().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt16(Vector128<int> value, short* destination) =>
        *(long*)destination = Vector128.Narrow(value, value).AsInt64().ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided<TElement>(Vector128<int> value, TElement* destination, nint stride)
        where TElement : unmanaged
    {
        destination[0] = Elements.Narrow<TElement>(value.GetElement(0));
        destination[stride] = Elements.Narrow<TElement>(value.GetElement(1));
        destination[2 * stride] = Elements.Narrow<TElement>(value.GetElement(2));
        destination[3 * stride] = Elements.Narrow<TElement>(value.GetElement(3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<int> value, int* destination) =>
        value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> a, Vector128<int> b) =>
        a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Subtract(Vector128<int> a, Vector128<int> b) =>
        a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Multiply(Vector128<int> a, Vector128<int> b) =>
        a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> And(Vector128<int> a, Vector128<int> b) =>
        a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Or(Vector128<int> a, Vector128<int> b) =>
        a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Xor(Vector128<int> a, Vector128<int> b) =>
        a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Min(Vector128<int> a, Vector128<int> b) =>
        Vector128.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Max(Vector128<int> a, Vector128<int> b) =>
        Vector128.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ShiftLeft(Vector128<int> a, int count) =>
        a << count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ShiftRight(Vector128<int> a, int count) =>
        a >> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ShiftRightLogical(Vector128<int> a, int count) =>
        a >>> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Equal(Vector128<int> a, Vector128<int> b) =>
        Vector128.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> GreaterThan(Vector128<int> a, Vector128<int> b) =>
        Vector128.GreaterThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Choose(Vector128<int> mask, Vector128<int> a, Vector128<int> b) =>
        Vector128.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Vector128<int> mask) =>
        (uint)Vector128.ExtractMostSignificantBits(mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Gather(int* table, Vector128<int> index) =>
        Vector128.Create(table[index[0]], table[index[1]], table[index[2]], table[index[3]]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MultiplyEven(Vector128<int> a, Vector128<int> b) =>
        Sse41.IsSupported ? Sse41.Multiply(a, b).AsInt32()
            : (SignExtended(a) * SignExtended(b)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> MultiplyEvenUnsigned(Vector128<int> a, Vector128<int> b) =>
        Sse2.IsSupported ? Sse2.Multiply(a.AsUInt32(), b.AsUInt32()).AsInt32()
            : (ZeroExtended(a) * ZeroExtended(b)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add64(Vector128<int> a, Vector128<int> b) =>
        (a.AsInt64() + b.AsInt64()).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ShiftLeft64(Vector128<int> a, int count) =>
        (a.AsInt64() << count).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ShiftRight64(Vector128<int> a, int count) =>
        (a.AsInt64() >> count).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ShiftRightLogical64(Vector128<int> a, int count) =>
        (a.AsInt64() >>> count).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Interleave(Vector128<int> even, Vector128<int> odd) =>
        Vector128.ConditionalSelect(Vector128.Create(0xFFFFFFFFL).AsInt32(), even, odd);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Compress(Vector128<int> mask, Vector128<int> values) =>
        CanCompress ? Avx512F.VL.Compress(Vector128<int>.Zero, mask, values) : values;

    private static Vector128<long> Clamp(Vector128<long> value) =>
        Vector128.Min(Vector128.Max(value, Vector128.Create((long)int.MinValue)), Vector128.Create((long)int.MaxValue));

    // The low words of the 64-bit lanes as 64-bit numbers.
    private static Vector128<long> SignExtended(Vector128<int> value) => (value.AsInt64() << 32) >> 32;

    private static Vector128<long> ZeroExtended(Vector128<int> value) => value.AsInt64() & Vector128.Create(0xFFFFFFFFL);
}
