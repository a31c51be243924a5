using System.Globalization;

namespace Neuro.Cli.Output;

/// <summary>Physical quantities with the prefix that people would choose.</summary>
internal static class Quantity
{
    private static readonly (string Prefix, double Factor)[] Prefixes =
    [
        ("T", 1e12), ("G", 1e9), ("M", 1e6), ("k", 1e3), ("", 1),
        ("m", 1e-3), ("µ", 1e-6), ("n", 1e-9), ("p", 1e-12), ("f", 1e-15),
    ];

    /// <summary>"12.3 pJ" for 1.23e-11 and "J"; an en dash for what is no number.</summary>
    /// <param name="value">The quantity.</param>
    /// <param name="unit">A unit that takes prefixes: no square metres.</param>
    /// <param name="digits">Significant digits.</param>
    public static string Print(double value, string unit, int digits = 3)
    {
        if (!double.IsFinite(value))
            return "–";
        (string prefix, double factor) = Math.Abs(value) switch
        {
            0 => ("", 1),
            var magnitude => Prefixes.FirstOrDefault(p => magnitude >= p.Factor * 0.9995, Prefixes[^1]),
        };
        return $"{Digits(value / factor, digits)} {prefix}{unit}";
    }

    /// <summary>"0.0123 mm²" for 1.23e-8 square metres; below a thousandth of that in µm².</summary>
    public static string PrintArea(double squareMetres) => squareMetres is 0 or >= 1e-9
        ? $"{Digits(squareMetres * 1e6)} mm²"
        : $"{Digits(squareMetres * 1e12)} µm²";

    /// <summary>"1.5 KiB" for 12288 bits.</summary>
    public static string Bits(long bits) => bits switch
    {
        < 8 * 1024 => $"{bits / 8.0:F0} bytes",
        < 8L * 1024 * 1024 => $"{bits / 8.0 / 1024:F1} KiB",
        _ => $"{bits / 8.0 / 1024 / 1024:F1} MiB",
    };

    private static string Digits(double value, int digits = 3) =>
        value.ToString($"G{digits}", CultureInfo.InvariantCulture);
}
