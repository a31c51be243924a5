using System.Diagnostics;

namespace Neuro.Benchmarks.Devices;

/// <summary>What the machine's own memory moves.</summary>
internal static class MemoryBandwidth
{
    private const int Bytes = 256 << 20;
    private const int Runs = 5;

    /// <summary>Bytes per second of copies by all threads, read and written ones together: the best of some runs.</summary>
    public static double Measure(int threads)
    {
        byte[][] from = [.. Enumerable.Range(0, threads).Select(_ => new byte[Bytes / threads])];
        byte[][] to = [.. Enumerable.Range(0, threads).Select(_ => new byte[Bytes / threads])];
        double best = 0;
        for (int run = 0; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            Parallel.For(0, threads, t => from[t].CopyTo(to[t], 0));
            best = Math.Max(best, 2.0 * Bytes / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }
}
