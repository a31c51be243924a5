namespace Neuro.Cli.Studies.Analysis;

/// <summary>What the ADCs of a layer converted.</summary>
/// <param name="Layer">The projection.</param>
/// <param name="MinimumCode">Smallest code that they have; <see cref="int.MinValue"/> for converters that lose nothing.</param>
/// <param name="MaximumCode">Largest code that they have.</param>
/// <param name="Codes">How often each code was converted.</param>
/// <param name="Clipped">Conversions of currents beyond the smallest or the largest code.</param>
internal sealed record AdcUse(
    string Layer, int MinimumCode, int MaximumCode, IReadOnlyDictionary<int, long> Codes, long Clipped)
{
    /// <summary>Number of conversions.</summary>
    public long Conversions => Codes.Values.Sum();

    /// <summary>Whether the converters have a last code.</summary>
    public bool IsBounded => MinimumCode > int.MinValue && MaximumCode < int.MaxValue;

    /// <summary>Codes that the converters have.</summary>
    public long Available => (long)MaximumCode - MinimumCode + 1;

    /// <summary>Share of conversions that were clipped.</summary>
    public double ClippedShare => Conversions == 0 ? 0 : (double)Clipped / Conversions;

    /// <summary>Bits that the codes carry: the entropy of how often each occurs.</summary>
    public double Entropy
    {
        get
        {
            double total = Conversions;
            return Codes.Values.Where(c => c > 0).Sum(c => -(c / total) * Math.Log2(c / total));
        }
    }
}
