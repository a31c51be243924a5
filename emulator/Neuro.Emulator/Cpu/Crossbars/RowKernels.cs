using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>
/// Sums of rows of words times factors. Rows are taken two by two, interleaved on their way into registers, so that one
/// instruction multiplies both and adds the products; sums of a block of channels stay in registers while the rows pass.
/// </summary>
internal static unsafe class RowKernels
{
    /// <summary>Channels of a register of words: rows are padded to a multiple.</summary>
    public const int Block = 32;

    /// <summary>Reads that pass the rows together.</summary>
    public const int Reads = 4;

    private const int Ints = 16;

    // Rows of a panel: of 64 channels, what the first-level cache holds beside the factors.
    private const int PanelPairs = 128;

    /// <summary>
    /// Where a row has the word of a channel: such that interleaving two rows, which works within 128 bits, gives the first
    /// sixteen channels of a block in order and then the last sixteen.
    /// </summary>
    public static int Place(int channel)
    {
        (int block, int c) = Math.DivRem(channel, Block);
        (int half, int inHalf) = Math.DivRem(c, Ints);
        (int lane, int word) = Math.DivRem(inHalf, 4);
        return block * Block + lane * 8 + half * 4 + word;
    }

    /// <summary>Adds all rows of a matrix.</summary>
    /// <param name="words">[row, stride].</param>
    /// <param name="stride">Words between two rows, and sums between two reads.</param>
    /// <param name="pairs">Half the number of rows.</param>
    /// <param name="factors">A factor for each row and read.</param>
    /// <param name="reads">Number of reads, a multiple of <see cref="Reads"/>.</param>
    /// <param name="first">First channel.</param>
    /// <param name="end">One after the last channel.</param>
    /// <param name="sums">[read, stride].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddAll(
        short* words, nint stride, int pairs, RowFactors factors, int reads, int first, int end, int* sums)
    {
        for (int channel = first; channel < end;)
        {
            int blocks = channel + 2 * Block <= end ? 2 : 1;
            for (int pair = 0; pair < pairs; pair += PanelPairs)
            {
                int count = Math.Min(PanelPairs, pairs - pair);
                short* panel = words + 2 * pair * stride + channel;
                for (int read = 0; read < reads; read += Reads)
                {
                    int* x = (int*)factors.Dense(read) + pair;
                    int* target = sums + read * stride + channel;
                    if (blocks == 2)
                        TwoBlocks(panel, stride, count, x, factors.Stride / 2, target);
                    else
                        OneBlock(panel, stride, count, x, factors.Stride / 2, target);
                }
            }
            channel += blocks * Block;
        }
    }

    /// <summary>Adds the rows that are listed for each read; parameters are those of
    /// <see cref="AddAll(short*, nint, int, RowFactors, int, int, int, int*)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddListed(short* words, nint stride, RowFactors factors, int reads, int first, int end, int* sums)
    {
        for (int channel = first; channel < end;)
        {
            int blocks = channel + 4 * Block <= end ? 4 : 1;
            for (int read = 0; read < reads; read++)
            {
                int* rows = factors.Rows(read);
                int* x = factors.Pairs(read);
                int count = factors.PairCount(read);
                int* target = sums + read * stride + channel;
                if (blocks == 4)
                    FourBlocksListed(words + channel, stride, rows, x, count, target);
                else
                    OneBlockListed(words + channel, stride, rows, x, count, target);
            }
            channel += blocks * Block;
        }
    }

    // Four reads of 64 channels: 16 registers of sums, 4 of rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoBlocks(short* words, nint stride, int pairs, int* x, nint factorStride, int* sums)
    {
        Vector512<int> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector512<int> b0 = default, b1 = default, b2 = default, b3 = default;
        Vector512<int> c0 = default, c1 = default, c2 = default, c3 = default;
        Vector512<int> d0 = default, d1 = default, d2 = default, d3 = default;
        for (int pair = 0; pair < pairs; pair++, words += 2 * stride, x++)
        {
            (Vector512<short> r0, Vector512<short> r1) = Lanes.Interleave(Vector512.Load(words), Vector512.Load(words + stride));
            (Vector512<short> r2, Vector512<short> r3) =
                Lanes.Interleave(Vector512.Load(words + Block), Vector512.Load(words + stride + Block));
            Vector512<short> f = Vector512.Create(x[0]).AsInt16();
            a0 = Lanes.MultiplyAdd(a0, r0, f);
            a1 = Lanes.MultiplyAdd(a1, r1, f);
            a2 = Lanes.MultiplyAdd(a2, r2, f);
            a3 = Lanes.MultiplyAdd(a3, r3, f);
            f = Vector512.Create(x[factorStride]).AsInt16();
            b0 = Lanes.MultiplyAdd(b0, r0, f);
            b1 = Lanes.MultiplyAdd(b1, r1, f);
            b2 = Lanes.MultiplyAdd(b2, r2, f);
            b3 = Lanes.MultiplyAdd(b3, r3, f);
            f = Vector512.Create(x[2 * factorStride]).AsInt16();
            c0 = Lanes.MultiplyAdd(c0, r0, f);
            c1 = Lanes.MultiplyAdd(c1, r1, f);
            c2 = Lanes.MultiplyAdd(c2, r2, f);
            c3 = Lanes.MultiplyAdd(c3, r3, f);
            f = Vector512.Create(x[3 * factorStride]).AsInt16();
            d0 = Lanes.MultiplyAdd(d0, r0, f);
            d1 = Lanes.MultiplyAdd(d1, r1, f);
            d2 = Lanes.MultiplyAdd(d2, r2, f);
            d3 = Lanes.MultiplyAdd(d3, r3, f);
        }
        Add(sums, a0, a1, a2, a3);
        Add(sums + stride, b0, b1, b2, b3);
        Add(sums + 2 * stride, c0, c1, c2, c3);
        Add(sums + 3 * stride, d0, d1, d2, d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneBlock(short* words, nint stride, int pairs, int* x, nint factorStride, int* sums)
    {
        Vector512<int> a0 = default, a1 = default, b0 = default, b1 = default;
        Vector512<int> c0 = default, c1 = default, d0 = default, d1 = default;
        for (int pair = 0; pair < pairs; pair++, words += 2 * stride, x++)
        {
            (Vector512<short> r0, Vector512<short> r1) = Lanes.Interleave(Vector512.Load(words), Vector512.Load(words + stride));
            Vector512<short> f = Vector512.Create(x[0]).AsInt16();
            a0 = Lanes.MultiplyAdd(a0, r0, f);
            a1 = Lanes.MultiplyAdd(a1, r1, f);
            f = Vector512.Create(x[factorStride]).AsInt16();
            b0 = Lanes.MultiplyAdd(b0, r0, f);
            b1 = Lanes.MultiplyAdd(b1, r1, f);
            f = Vector512.Create(x[2 * factorStride]).AsInt16();
            c0 = Lanes.MultiplyAdd(c0, r0, f);
            c1 = Lanes.MultiplyAdd(c1, r1, f);
            f = Vector512.Create(x[3 * factorStride]).AsInt16();
            d0 = Lanes.MultiplyAdd(d0, r0, f);
            d1 = Lanes.MultiplyAdd(d1, r1, f);
        }
        Add(sums, a0, a1);
        Add(sums + stride, b0, b1);
        Add(sums + 2 * stride, c0, c1);
        Add(sums + 3 * stride, d0, d1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourBlocksListed(short* words, nint stride, int* rows, int* x, int pairs, int* sums)
    {
        Vector512<int> s0 = default, s1 = default, s2 = default, s3 = default;
        Vector512<int> s4 = default, s5 = default, s6 = default, s7 = default;
        for (int pair = 0; pair < pairs; pair++)
        {
            short* a = words + rows[2 * pair] * stride;
            short* b = words + rows[2 * pair + 1] * stride;
            Vector512<short> f = Vector512.Create(x[pair]).AsInt16();
            (Vector512<short> first, Vector512<short> last) = Lanes.Interleave(Vector512.Load(a), Vector512.Load(b));
            s0 = Lanes.MultiplyAdd(s0, first, f);
            s1 = Lanes.MultiplyAdd(s1, last, f);
            (first, last) = Lanes.Interleave(Vector512.Load(a + Block), Vector512.Load(b + Block));
            s2 = Lanes.MultiplyAdd(s2, first, f);
            s3 = Lanes.MultiplyAdd(s3, last, f);
            (first, last) = Lanes.Interleave(Vector512.Load(a + 2 * Block), Vector512.Load(b + 2 * Block));
            s4 = Lanes.MultiplyAdd(s4, first, f);
            s5 = Lanes.MultiplyAdd(s5, last, f);
            (first, last) = Lanes.Interleave(Vector512.Load(a + 3 * Block), Vector512.Load(b + 3 * Block));
            s6 = Lanes.MultiplyAdd(s6, first, f);
            s7 = Lanes.MultiplyAdd(s7, last, f);
        }
        Add(sums, s0, s1, s2, s3);
        Add(sums + 2 * Block, s4, s5, s6, s7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneBlockListed(short* words, nint stride, int* rows, int* x, int pairs, int* sums)
    {
        Vector512<int> s0 = default, s1 = default;
        for (int pair = 0; pair < pairs; pair++)
        {
            Vector512<short> f = Vector512.Create(x[pair]).AsInt16();
            (Vector512<short> first, Vector512<short> last) = Lanes.Interleave(
                Vector512.Load(words + rows[2 * pair] * stride), Vector512.Load(words + rows[2 * pair + 1] * stride));
            s0 = Lanes.MultiplyAdd(s0, first, f);
            s1 = Lanes.MultiplyAdd(s1, last, f);
        }
        Add(sums, s0, s1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(int* sums, Vector512<int> s0, Vector512<int> s1, Vector512<int> s2, Vector512<int> s3)
    {
        Add(sums, s0, s1);
        Add(sums + Block, s2, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(int* sums, Vector512<int> s0, Vector512<int> s1)
    {
        (Vector512.Load(sums) + s0).Store(sums);
        (Vector512.Load(sums + Ints) + s1).Store(sums + Ints);
    }
}
