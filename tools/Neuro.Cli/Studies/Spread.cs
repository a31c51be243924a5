namespace Neuro.Cli.Studies;

/// <summary>What was measured at one value of a varied quantity.</summary>
/// <param name="Value">The value as text.</param>
/// <param name="Position">Where it lies on the quantity's scale.</param>
/// <param name="Samples">The measurements; what is not finite is no measurement.</param>
internal sealed record Spread(string Value, double Position, double[] Samples)
{
    /// <summary>Mean; NaN without measurements.</summary>
    public double Mean => Samples.Length == 0 ? double.NaN : Samples.Average();

    /// <summary>The smallest; NaN without measurements.</summary>
    public double Low => Samples.Length == 0 ? double.NaN : Samples.Min();

    /// <summary>The largest; NaN without measurements.</summary>
    public double High => Samples.Length == 0 ? double.NaN : Samples.Max();

    /// <summary>Standard deviation; 0 for a single measurement.</summary>
    public double Deviation =>
        Samples.Length < 2 ? 0 : Math.Sqrt(Samples.Sum(s => (s - Mean) * (s - Mean)) / (Samples.Length - 1));
}
