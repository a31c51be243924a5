using System.Runtime.CompilerServices;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Philox4x32-10 as kernels execute it: see <see cref="Runtime.Random.Philox4x32"/>.</summary>
internal static class DevicePhilox
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>Replaces a counter by the four words that belong to it and the key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Block(ref uint c0, ref uint c1, ref uint c2, ref uint c3, uint k0, uint k1)
    {
        (uint x0, uint x1, uint x2, uint x3) = (c0, c1, c2, c3);
        for (int round = 0; round < Rounds; round++)
        {
            ulong p0 = (ulong)Multiplier0 * x0;
            ulong p1 = (ulong)Multiplier1 * x2;
            uint y0 = (uint)(p1 >> 32) ^ x1 ^ k0;
            uint y2 = (uint)(p0 >> 32) ^ x3 ^ k1;
            x0 = y0;
            x1 = (uint)p1;
            x2 = y2;
            x3 = (uint)p0;
            k0 += Weyl0;
            k1 += Weyl1;
        }
        c0 = x0;
        c1 = x1;
        c2 = x2;
        c3 = x3;
    }

    /// <summary>Word 0 of the block of counter (tick, object, index, draw) for the stream of <paramref name="slot"/>.</summary>
    public static int Word(ref Machine m, int slot, int tick, int number, int index, int draw)
    {
        uint c0 = (uint)tick;
        uint c1 = (uint)number;
        uint c2 = (uint)index;
        uint c3 = (uint)draw;
        Block(ref c0, ref c1, ref c2, ref c3, (uint)m.SeedLow, (uint)(m.SeedHigh + m.Streams[slot]));
        return (int)c0;
    }
}
