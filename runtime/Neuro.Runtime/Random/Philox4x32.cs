using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Neuro.Runtime.Random;

/// <summary>
/// Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC
/// 2011 (Random123). A pure function of a 128-bit counter and a 64-bit key: no state, hence the same numbers in any order of
/// work. By convention of the spike IR the key is the seed and the counter is (tick, object, index, draw).
/// </summary>
public static class Philox4x32
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;

    // Weyl increments of the key between rounds: the golden ratio and sqrt(3) − 1 as 32-bit fractions.
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>The four 32-bit words that belong to one counter and key.</summary>
    /// <param name="c0">Counter word 0, by convention the tick.</param>
    /// <param name="c1">Counter word 1, by convention the object.</param>
    /// <param name="c2">Counter word 2, by convention the index.</param>
    /// <param name="c3">Counter word 3, by convention the draw.</param>
    /// <param name="key">The key, by convention the seed: low word first.</param>
    public static (uint X0, uint X1, uint X2, uint X3) Block(uint c0, uint c1, uint c2, uint c3, ulong key)
    {
        uint k0 = (uint)key;
        uint k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)Multiplier0 * c0;
            ulong p1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return (c0, c1, c2, c3);
    }

    /// <summary>
    /// Eight blocks at once: lane l of the results is <see cref="Block(uint, uint, uint, uint, ulong)"/> of lane l.
    /// </summary>
    /// <param name="c0">Counter word 0 of each lane.</param>
    /// <param name="c1">Counter word 1 of each lane.</param>
    /// <param name="c2">Counter word 2 of each lane.</param>
    /// <param name="c3">Counter word 3 of each lane.</param>
    /// <param name="key">The key, one for all lanes.</param>
    public static (Vector256<uint> X0, Vector256<uint> X1, Vector256<uint> X2, Vector256<uint> X3) Block(
        Vector256<uint> c0, Vector256<uint> c1, Vector256<uint> c2, Vector256<uint> c3, ulong key)
    {
        uint k0 = (uint)key;
        uint k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            (Vector256<uint> high0, Vector256<uint> low0) = Multiply(c0, Multiplier0);
            (Vector256<uint> high1, Vector256<uint> low1) = Multiply(c2, Multiplier1);
            c0 = high1 ^ c1 ^ Vector256.Create(k0);
            c1 = low1;
            c2 = high0 ^ c3 ^ Vector256.Create(k1);
            c3 = low0;
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return (c0, c1, c2, c3);
    }

    /// <summary>
    /// Sixteen blocks at once: lane l of the results is <see cref="Block(uint, uint, uint, uint, ulong)"/> of lane l.
    /// </summary>
    /// <param name="c0">Counter word 0 of each lane.</param>
    /// <param name="c1">Counter word 1 of each lane.</param>
    /// <param name="c2">Counter word 2 of each lane.</param>
    /// <param name="c3">Counter word 3 of each lane.</param>
    /// <param name="key">The key, one for all lanes.</param>
    public static (Vector512<uint> X0, Vector512<uint> X1, Vector512<uint> X2, Vector512<uint> X3) Block(
        Vector512<uint> c0, Vector512<uint> c1, Vector512<uint> c2, Vector512<uint> c3, ulong key)
    {
        if (!Avx512F.IsSupported)
        {
            var lower = Block(c0.GetLower(), c1.GetLower(), c2.GetLower(), c3.GetLower(), key);
            var upper = Block(c0.GetUpper(), c1.GetUpper(), c2.GetUpper(), c3.GetUpper(), key);
            return (
                Vector512.Create(lower.X0, upper.X0), Vector512.Create(lower.X1, upper.X1),
                Vector512.Create(lower.X2, upper.X2), Vector512.Create(lower.X3, upper.X3));
        }
        Vector512<uint> multiplier0 = Vector512.Create(Multiplier0);
        Vector512<uint> multiplier1 = Vector512.Create(Multiplier1);
        uint k0 = (uint)key;
        uint k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            (Vector512<uint> high0, Vector512<uint> low0) = Multiply(c0, multiplier0);
            (Vector512<uint> high1, Vector512<uint> low1) = Multiply(c2, multiplier1);
            c0 = high1 ^ c1 ^ Vector512.Create(k0);
            c1 = low1;
            c2 = high0 ^ c3 ^ Vector512.Create(k1);
            c3 = low0;
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return (c0, c1, c2, c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<uint> High, Vector512<uint> Low) Multiply(Vector512<uint> a, Vector512<uint> factor)
    {
        Vector512<ulong> even = Avx512F.Multiply(a, factor);
        Vector512<ulong> odd = Avx512F.Multiply((a.AsUInt64() >>> 32).AsUInt32(), factor);
        Vector512<ulong> lowHalf = Vector512.Create(0xFFFFFFFFUL);
        Vector512<uint> high = Vector512.ConditionalSelect(lowHalf, even >>> 32, odd).AsUInt32();
        return (high, a * factor);
    }

    /// <summary>The high and the low words of the 64-bit products of every lane with <paramref name="factor"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<uint> High, Vector256<uint> Low) Multiply(Vector256<uint> a, uint factor)
    {
        // 32×32→64 products exist for the even lanes only, so the odd lanes are shifted down and multiplied apart.
        Vector256<ulong> even = MultiplyEven(a, factor);
        Vector256<ulong> odd = MultiplyEven((a.AsUInt64() >>> 32).AsUInt32(), factor);
        Vector256<ulong> lowHalf = Vector256.Create(0xFFFFFFFFUL);
        Vector256<uint> high = ((even >>> 32) | (odd & ~lowHalf)).AsUInt32();
        Vector256<uint> low = ((even & lowHalf) | (odd << 32)).AsUInt32();
        return (high, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> MultiplyEven(Vector256<uint> a, uint factor) => Avx2.IsSupported
        ? Avx2.Multiply(a, Vector256.Create(factor))
        : (a.AsUInt64() & Vector256.Create(0xFFFFFFFFUL)) * Vector256.Create((ulong)factor);
}
