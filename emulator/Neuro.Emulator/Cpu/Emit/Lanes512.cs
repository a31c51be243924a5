using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>16 lanes of 32 bits in one 512-bit register.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Vector512<int>>
{
    public static int Count => 16;

    public static bool CanCompress => Avx512F.IsSupported;

    public static Vector512<int> Index => Vector512<int>.Indices;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Create(int value) =>
        Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Create64(long value) =>
        Vector512.Create(value).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(int* source) =>
        Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadSaturated(long* source) =>
        Vector512.Narrow(Clamp(Vector512.Load(source)), Clamp(Vector512.Load(source + Count / 2)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadInt8(sbyte* source) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(Vector128.Load(source))
        : Vector512.Create(Lanes256.LoadInt8(source), Lanes256.LoadInt8(source + Count / 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadUInt8(byte* source) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(Vector128.Load(source))
        : Vector512.Create(Lanes256.LoadUInt8(source), Lanes256.LoadUInt8(source + Count / 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadInt16(short* source) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(Vector256.Load(source))
        : Vector512.Create(Lanes256.LoadInt16(source), Lanes256.LoadInt16(source + Count / 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadUInt16(ushort* source) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(Vector256.Load(source))
        : Vector512.Create(Lanes256.LoadUInt16(source), Lanes256.LoadUInt16(source + Count / 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadStrided<TElement>(TElement* source, nint stride)
        where TElement : unmanaged =>
        Lanes256.LoadStrided(source, stride).ToVector512Unsafe()
            .WithUpper(Lanes256.LoadStrided(source + Count / 2 * stride, stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt8(Vector512<int> value, byte* destination)
    {
        if (Avx512F.IsSupported)
        {
            Avx512F.ConvertToVector128Byte(value).Store(destination);
            return;
        }
        Lanes256.StoreInt8(value.GetLower(), destination);
        Lanes256.StoreInt8(value.GetUpper(), destination + Count / 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInt16(Vector512<int> value, short* destination)
    {
        if (Avx512F.IsSupported)
        {
            Avx512F.ConvertToVector256Int16(value).Store(destination);
            return;
        }
        Lanes256.StoreInt16(value.GetLower(), destination);
        Lanes256.StoreInt16(value.GetUpper(), destination + Count / 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided<TElement>(Vector512<int> value, TElement* destination, nint stride)
        where TElement : unmanaged
    {
        Lanes256.StoreStrided(value.GetLower(), destination, stride);
        Lanes256.StoreStrided(value.GetUpper(), destination + Count / 2 * stride, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<int> value, int* destination) =>
        value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) =>
        a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Subtract(Vector512<int> a, Vector512<int> b) =>
        a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Multiply(Vector512<int> a, Vector512<int> b) =>
        a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> And(Vector512<int> a, Vector512<int> b) =>
        a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Or(Vector512<int> a, Vector512<int> b) =>
        a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Xor(Vector512<int> a, Vector512<int> b) =>
        a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Min(Vector512<int> a, Vector512<int> b) =>
        Vector512.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Max(Vector512<int> a, Vector512<int> b) =>
        Vector512.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ShiftLeft(Vector512<int> a, int count) =>
        a << count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ShiftRight(Vector512<int> a, int count) =>
        a >> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ShiftRightLogical(Vector512<int> a, int count) =>
        a >>> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Equal(Vector512<int> a, Vector512<int> b) =>
        Vector512.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> GreaterThan(Vector512<int> a, Vector512<int> b) =>
        Vector512.GreaterThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Choose(Vector512<int> mask, Vector512<int> a, Vector512<int> b) =>
        Vector512.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(Vector512<int> mask) =>
        (uint)Vector512.ExtractMostSignificantBits(mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Gather(int* table, Vector512<int> index) =>
        Vector512.Create(Lanes256.Gather(table, index.GetLower()), Lanes256.Gather(table, index.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> MultiplyEven(Vector512<int> a, Vector512<int> b) =>
        Avx512F.IsSupported ? Avx512F.Multiply(a, b).AsInt32()
            : (SignExtended(a) * SignExtended(b)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> MultiplyEvenUnsigned(Vector512<int> a, Vector512<int> b) =>
        Avx512F.IsSupported ? Avx512F.Multiply(a.AsUInt32(), b.AsUInt32()).AsInt32()
            : (ZeroExtended(a) * ZeroExtended(b)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add64(Vector512<int> a, Vector512<int> b) =>
        (a.AsInt64() + b.AsInt64()).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ShiftLeft64(Vector512<int> a, int count) =>
        (a.AsInt64() << count).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ShiftRight64(Vector512<int> a, int count) =>
        (a.AsInt64() >> count).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ShiftRightLogical64(Vector512<int> a, int count) =>
        (a.AsInt64() >>> count).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Interleave(Vector512<int> even, Vector512<int> odd) =>
        Vector512.ConditionalSelect(Vector512.Create(0xFFFFFFFFL).AsInt32(), even, odd);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Compress(Vector512<int> mask, Vector512<int> values) =>
        CanCompress ? Avx512F.Compress(Vector512<int>.Zero, mask, values) : values;

    private static Vector512<long> Clamp(Vector512<long> value) =>
        Vector512.Min(Vector512.Max(value, Vector512.Create((long)int.MinValue)), Vector512.Create((long)int.MaxValue));

    // The low words of the 64-bit lanes as 64-bit numbers.
    private static Vector512<long> SignExtended(Vector512<int> value) => (value.AsInt64() << 32) >> 32;

    private static Vector512<long> ZeroExtended(Vector512<int> value) => value.AsInt64() & Vector512.Create(0xFFFFFFFFL);
}
