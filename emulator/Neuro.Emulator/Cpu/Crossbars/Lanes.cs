using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>
/// Steps of a read on 512-bit registers, or on what a machine has in their place: all give the same bits.
/// </summary>
internal static unsafe class Lanes
{
    /// <summary>
    /// The words of two rows side by side, (a, b) in each 32-bit lane: within each 128 bits, the first four and the last four.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<short> First, Vector512<short> Last) Interleave(Vector512<short> a, Vector512<short> b)
    {
        if (Avx512BW.IsSupported)
            return (Avx512BW.UnpackLow(a, b), Avx512BW.UnpackHigh(a, b));
        (Vector256<short> first0, Vector256<short> last0) = Interleave(a.GetLower(), b.GetLower());
        (Vector256<short> first1, Vector256<short> last1) = Interleave(a.GetUpper(), b.GetUpper());
        return (Vector512.Create(first0, first1), Vector512.Create(last0, last1));
    }

    /// <summary>Adds to each 32-bit lane the products of its two words, modulo 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> MultiplyAdd(Vector512<int> sums, Vector512<short> pairs, Vector512<short> factors)
    {
        if (Avx512BW.IsSupported)
            return sums + Avx512BW.MultiplyAddAdjacent(pairs, factors);
        return Vector512.Create(
            MultiplyAdd(sums.GetLower(), pairs.GetLower(), factors.GetLower()),
            MultiplyAdd(sums.GetUpper(), pairs.GetUpper(), factors.GetUpper()));
    }

    /// <summary>Eight integers as 64-bit lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> LoadInt64(int* source)
    {
        Vector256<int> values = Vector256.Load(source);
        return Avx512F.IsSupported
            ? Avx512F.ConvertToVector512Int64(values)
            : Vector512.Create(Vector256.WidenLower(values), Vector256.WidenUpper(values));
    }

    /// <summary>The low words of eight 64-bit lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Narrow(Vector512<long> values) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector256Int32(values)
        : Vector256.Narrow(values.GetLower(), values.GetUpper());

    /// <summary>v / 2^<paramref name="shift"/>, halves away from zero; |v| is below 2^62.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> ShiftRightNearest(Vector512<long> v, int shift)
    {
        Vector512<long> sign = v >> 63;
        Vector512<long> magnitude = (v ^ sign) - sign;
        magnitude = (magnitude + Vector512.Create((1L << shift) >> 1)) >>> shift;
        return (magnitude ^ sign) - sign;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<short> First, Vector256<short> Last) Interleave(Vector256<short> a, Vector256<short> b)
    {
        if (Avx2.IsSupported)
            return (Avx2.UnpackLow(a, b), Avx2.UnpackHigh(a, b));
        (Vector128<short> first0, Vector128<short> last0) = Interleave(a.GetLower(), b.GetLower());
        (Vector128<short> first1, Vector128<short> last1) = Interleave(a.GetUpper(), b.GetUpper());
        return (Vector256.Create(first0, first1), Vector256.Create(last0, last1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<short> First, Vector128<short> Last) Interleave(Vector128<short> a, Vector128<short> b) => (
        Pair(Vector128.WidenLower(a), Vector128.WidenLower(b)), Pair(Vector128.WidenUpper(a), Vector128.WidenUpper(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Pair(Vector128<int> low, Vector128<int> high) =>
        ((low & Vector128.Create(0xFFFF)) | (high << 16)).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> MultiplyAdd(Vector256<int> sums, Vector256<short> pairs, Vector256<short> factors)
    {
        if (AvxVnni.IsSupported)
            return AvxVnni.MultiplyWideningAndAdd(sums, pairs, factors);
        if (Avx2.IsSupported)
            return sums + Avx2.MultiplyAddAdjacent(pairs, factors);
        (Vector256<int> p, Vector256<int> f) = (pairs.AsInt32(), factors.AsInt32());
        return sums + ((p << 16) >> 16) * ((f << 16) >> 16) + (p >> 16) * (f >> 16);
    }
}
