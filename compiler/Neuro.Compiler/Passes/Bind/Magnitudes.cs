namespace Neuro.Compiler.Passes;

/// <summary>How often magnitudes occurred, to one part in 4096: every power of two has 4096 bins.</summary>
internal sealed class Magnitudes
{
    // What is left of a double's 52 fraction bits is 12.
    private const int Dropped = 40;

    private readonly Dictionary<long, long> _counts = [];
    private long _total;

    /// <summary>The largest, exactly; 0 without any.</summary>
    public double Maximum { get; private set; }

    /// <summary>Counts |<paramref name="value"/>|.</summary>
    public void Add(double value)
    {
        double magnitude = Math.Abs(value);
        Maximum = Math.Max(Maximum, magnitude);
        long bin = BitConverter.DoubleToInt64Bits(magnitude) >> Dropped;
        _counts[bin] = _counts.GetValueOrDefault(bin) + 1;
        _total++;
    }

    /// <summary>A bound that <paramref name="percent"/> of the magnitudes do not exceed, at most one bin above the least
    /// one.</summary>
    public double Percentile(double percent)
    {
        long needed = (long)Math.Ceiling(percent / 100 * _total);
        foreach ((long bin, long count) in _counts.OrderBy(c => c.Key))
        {
            needed -= count;
            if (needed <= 0) return Math.Min(Maximum, BitConverter.Int64BitsToDouble((bin + 1) << Dropped));
        }
        return Maximum;
    }
}
