namespace Neuro.Ir.Crossbars;

/// <summary>What reads the columns.</summary>
public sealed record AdcModel
{
    /// <summary>Bits of a code, 1 to 20; 0 for a converter that loses nothing.</summary>
    public int Bits { get; init; }

    /// <summary>What the codes span.</summary>
    public AdcRange Range { get; init; } = AdcRange.Full;

    /// <summary>Percentage of <see cref="AdcRange.Percentile"/>.</summary>
    public double Percentile { get; init; } = 99.9;

    /// <summary>How a current becomes a code.</summary>
    public AdcKind Kind { get; init; } = AdcKind.Ideal;

    /// <summary>Standard deviation of the gain error by which converters differ, relative.</summary>
    public double GainSigma { get; init; }

    /// <summary>Standard deviation of the offset by which converters differ, in codes.</summary>
    public double OffsetSigma { get; init; }

    /// <summary>Neighbouring channels that take turns on one converter, and so share its errors.</summary>
    public int ChannelsPerConverter { get; init; } = 1;
}
