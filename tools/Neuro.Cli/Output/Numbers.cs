using System.Globalization;

namespace Neuro.Cli.Output;

/// <summary>Numbers as people read them.</summary>
internal static class Numbers
{
    /// <summary>Up to four significant digits; an en dash for what is no number.</summary>
    public static string Short(double value) =>
        !double.IsFinite(value) ? "–"
        : value != 0 && Math.Abs(value) is < 1e-4 or >= 1e6 ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture) is var text && text.Contains('E', StringComparison.Ordinal)
            ? value.ToString("0", CultureInfo.InvariantCulture)
            : text;

    /// <summary>A share: "97.50 %".</summary>
    public static string Percent(double share) =>
        double.IsFinite(share) ? $"{(share * 100).ToString("0.00", CultureInfo.InvariantCulture)} %" : "–";

    /// <summary>A difference of shares in percentage points with its sign: "−1.25".</summary>
    public static string Points(double difference) => !double.IsFinite(difference) ? "–"
        : (difference * 100).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);
}
