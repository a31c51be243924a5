using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>The normal deviates of a projection: SEMANTICS.md, section 10.</summary>
/// <param name="seed">The program's seed.</param>
/// <param name="projection">The projection's number in the program.</param>
/// <param name="deviates">Deviates of all tiles at one pixel: B.</param>
internal sealed unsafe class NoiseSource(ulong seed, int projection, int deviates)
{
    /// <summary>Deviates that are drawn together.</summary>
    public const int Block = 64;

    // By the upper 13 bits of a word: sign and magnitude.
    private static readonly AlignedArray<short> Table = MakeTable();

    // Sixteen counters at a time give words [lane, 4]. Interleaving the words moves them within 128 bits only: with the counters
    // permuted so, deviates leave in order.
    private static readonly Vector512<uint> Order = Vector512.Create(0u, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15);

    /// <summary>
    /// Draws the deviates of channels <paramref name="first"/> to <paramref name="end"/> of a tile; up to <see cref="Block"/> − 1
    /// more are written.
    /// </summary>
    /// <param name="tick">The tick.</param>
    /// <param name="stream">The slot's stream.</param>
    /// <param name="plane">The plane's number.</param>
    /// <param name="pixel">The pixel.</param>
    /// <param name="firstDeviate">The deviates of earlier tiles.</param>
    /// <param name="first">First channel, a multiple of 4.</param>
    /// <param name="end">One after the last channel.</param>
    /// <param name="destination">Where channel 0 has its deviate.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(
        int tick, uint stream, int plane, int pixel, int firstDeviate, int first, int end, int* destination)
    {
        ulong key = (uint)seed | (ulong)((uint)(seed >> 32) + stream) << 32;
        uint counter = (uint)((long)pixel * deviates / 4) + (uint)((firstDeviate + first) / 4);
        Vector512<uint> order = Order;
        ushort* places = stackalloc ushort[Block];
        short* table = Table.Pointer;
        for (int channel = first; channel < end; channel += Block, counter += Block / 4)
        {
            (Vector512<uint> x0, Vector512<uint> x1, Vector512<uint> x2, Vector512<uint> x3) = Philox4x32.Block(
                Vector512.Create((uint)tick), Vector512.Create((1u << 31) + (uint)projection), Vector512.Create(counter) + order,
                Vector512.Create((uint)plane), key);
            Interleave(Places(x0, x1), Places(x2, x3), (uint*)places);
            int* deviate = destination + channel;
            for (int i = 0; i < Block; i += 4)
            {
                deviate[i] = table[places[i]];
                deviate[i + 1] = table[places[i + 1]];
                deviate[i + 2] = table[places[i + 2]];
                deviate[i + 3] = table[places[i + 3]];
            }
        }
    }

    // The upper 13 bits of both words.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Places(Vector512<uint> even, Vector512<uint> odd) =>
        (even >>> 19) | ((odd >>> 3) & Vector512.Create(0xFFFF0000));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(Vector512<uint> even, Vector512<uint> odd, uint* places)
    {
        if (Avx512F.IsSupported)
        {
            Avx512F.UnpackLow(even, odd).Store(places);
            Avx512F.UnpackHigh(even, odd).Store(places + Vector512<uint>.Count);
            return;
        }
        for (int lane = 0; lane < Vector512<uint>.Count; lane++)
        {
            places[2 * Order[lane]] = even[lane];
            places[2 * Order[lane] + 1] = odd[lane];
        }
    }

    private static AlignedArray<short> MakeTable()
    {
        AlignedArray<short> table = new(1 << 13);
        for (int i = 0; i < table.Length; i++)
            table.Pointer[i] = (short)NormalTable.Deviate((uint)i << 19);
        return table;
    }
}
