namespace Neuro.Cli.Charts;

/// <summary>How often values fall into bins of equal width.</summary>
/// <param name="Low">Lower end of the first bin.</param>
/// <param name="High">Upper end of the last bin.</param>
/// <param name="Counts">Number of values in each.</param>
internal sealed record Histogram(double Low, double High, long[] Counts)
{
    /// <summary>Number of values.</summary>
    public long Total => Counts.Sum();

    /// <summary>Counts <paramref name="values"/>; those beyond an end fall into the last bin there, what is no number into
    /// none.</summary>
    public static Histogram Of(IEnumerable<double> values, double low, double high, int bins)
    {
        long[] counts = new long[bins];
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
                counts[(int)Math.Clamp((value - low) / (high - low) * bins, 0, bins - 1)]++;
        }
        return new(low, high, counts);
    }

    /// <summary>The limits between bins, one more than there are bins.</summary>
    public double Edge(int bin) => Low + (High - Low) * bin / Counts.Length;
}
