using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Neuro.Emulator.Cpu.Crossbars;

namespace Neuro.Benchmarks.Crossbars;

/// <summary>What a product costs at least: its multiply-adds, of 16-bit words, at the rate of registers alone.</summary>
internal static class ProductFloors
{
    private const int Rounds = 4_000_000;
    private const int MultiplyAddsPerRound = 12 * 32;

    /// <summary>Multiply-adds per second of one thread that does nothing else: the best of some runs.</summary>
    public static double PeakRate()
    {
        double best = 0;
        for (int run = 0; run < 10; run++)
        {
            long start = Stopwatch.GetTimestamp();
            Vector512<int> sums = MultiplyAdd(Vector512.Create((short)run), Vector512<short>.One);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            GC.KeepAlive(sums);
            best = Math.Max(best, Rounds * (double)MultiplyAddsPerRound / seconds);
        }
        return best;
    }

    // Twelve independent sums: more than a processor's units times their latency, and few enough for any set of registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<int> MultiplyAdd(Vector512<short> a, Vector512<short> b)
    {
        Vector512<int> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default;
        Vector512<int> s6 = default, s7 = default, s8 = default, s9 = default, s10 = default, s11 = default;
        for (int round = 0; round < Rounds; round++)
        {
            s0 = Lanes.MultiplyAdd(s0, a, b);
            s1 = Lanes.MultiplyAdd(s1, a, b);
            s2 = Lanes.MultiplyAdd(s2, a, b);
            s3 = Lanes.MultiplyAdd(s3, a, b);
            s4 = Lanes.MultiplyAdd(s4, a, b);
            s5 = Lanes.MultiplyAdd(s5, a, b);
            s6 = Lanes.MultiplyAdd(s6, a, b);
            s7 = Lanes.MultiplyAdd(s7, a, b);
            s8 = Lanes.MultiplyAdd(s8, a, b);
            s9 = Lanes.MultiplyAdd(s9, a, b);
            s10 = Lanes.MultiplyAdd(s10, a, b);
            s11 = Lanes.MultiplyAdd(s11, a, b);
        }
        return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11;
    }
}
