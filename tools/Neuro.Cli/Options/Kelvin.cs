using System.Globalization;

namespace Neuro.Cli.Options;

/// <summary>Temperatures as people write them: <c>300</c> or <c>300K</c>, <c>27C</c>.</summary>
internal static class Kelvin
{
    /// <summary>What the text form can be, for messages.</summary>
    public const string Form = "kelvin, or a number with K or C";

    private const double Freezing = 273.15;

    /// <summary>The kelvin that <paramref name="text"/> means; null where it is no temperature above absolute zero.</summary>
    public static double? TryParse(string text)
    {
        bool celsius = text.EndsWith('C');
        string number = celsius || text.EndsWith('K') ? text[..^1] : text;
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value + (celsius ? Freezing : 0) is var kelvin && kelvin > 0 && double.IsFinite(kelvin)
            ? kelvin
            : null;
    }
}
