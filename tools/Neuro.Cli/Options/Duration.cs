using System.Globalization;

namespace Neuro.Cli.Options;

/// <summary>Spans of time as people write them: <c>60</c>, <c>60s</c>, <c>1h</c>, <c>30d</c>, <c>1y</c> (365 days),
/// <c>250ns</c>.</summary>
internal static class Duration
{
    /// <summary>What the text form can be, for messages.</summary>
    public const string Form = "seconds, or a number with ns, us, ms, s, min, h, d or y";

    // The longer units first, so that "ms" is not read as "s".
    private static readonly (string Unit, double Seconds)[] Units =
    [
        ("min", 60), ("ns", 1e-9), ("us", 1e-6), ("ms", 1e-3), ("s", 1), ("h", 3600), ("d", 86_400), ("y", 365 * 86_400),
    ];

    /// <summary>The seconds that <paramref name="text"/> means; null where it is no time from 0 on.</summary>
    public static double? TryParse(string text)
    {
        (string unit, double factor) = Units.FirstOrDefault(u => text.EndsWith(u.Unit, StringComparison.Ordinal), ("", 1));
        return double.TryParse(text[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value >= 0 && double.IsFinite(value * factor)
            ? value * factor
            : null;
    }

    /// <summary>The text form of <paramref name="seconds"/>, in the largest unit of which it is a whole number.</summary>
    public static string Print(double seconds)
    {
        (string unit, double factor) = Units.Where(u => u.Seconds >= 1).OrderByDescending(u => u.Seconds)
            .FirstOrDefault(u => seconds >= u.Seconds && seconds % u.Seconds == 0, ("s", 1));
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / factor:G6} {unit}");
    }
}
