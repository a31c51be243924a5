using System.Buffers;

namespace Neuro.Emulator.Cpu.Reductions;

/// <summary>The largest of some values, the lower number first among equals.</summary>
internal static class Ranking
{
    /// <summary>A number that orders values, and equal values from the last to the first.</summary>
    public static long Key(int value, int number) => ((long)value << 32) | (uint)~number;

    /// <summary>
    /// The <see cref="Key"/> of the <paramref name="k"/>-th largest of the values of at least <paramref name="floor"/>; that of
    /// the smallest of them where there are not so many, and the largest key of all where there is none.
    /// </summary>
    public static long KthLargest(ReadOnlySpan<int> values, int k, int floor)
    {
        long[] keys = ArrayPool<long>.Shared.Rent(Math.Min(k, values.Length));
        int kept = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < floor)
                continue;
            long key = Key(values[i], i);
            if (kept == k && key < keys[kept - 1])
                continue;
            int at = kept < k ? kept++ : kept - 1;
            for (; at > 0 && keys[at - 1] < key; at--)
                keys[at] = keys[at - 1];
            keys[at] = key;
        }
        long threshold = kept == 0 ? long.MaxValue : keys[kept - 1];
        ArrayPool<long>.Shared.Return(keys);
        return threshold;
    }
}
