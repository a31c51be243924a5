using System.Collections.Immutable;
using System.Globalization;

namespace Neuro.Cli.Studies.Grids;

/// <summary>
/// Reads a varied quantity as people write it: <c>path=items</c>, items parted by commas, each a number, a word, or a range
/// <c>a..b</c> in steps of 1, <c>a..b:step</c>, <c>a..b:*factor</c>; both ends are included where the steps meet them.
/// </summary>
internal static class AxisParser
{
    /// <summary>More values than this in one quantity are a slip of the pen.</summary>
    public const int MostValues = 1_000_000;

    // From this ratio of the largest to the smallest value on, an even axis would show the small ones as one.
    private const double LogarithmicRatio = 100;

    /// <summary>The quantity.</summary>
    /// <exception cref="FormatException">The text is of no such form; the message says what is wrong.</exception>
    public static Axis Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1)
            throw new FormatException($"'{text}' does not say what is varied over what; write path=values");
        string path = text[..equals].Trim();
        bool geometric = false;
        List<string> values = [];
        foreach (string item in text[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries))
        {
            if (item.Length == 0)
                throw new FormatException($"'{text}' has an empty value");
            values.AddRange(Items(item, out bool steps));
            geometric |= steps;
            if (values.Count > MostValues)
                throw new FormatException($"'{text}' has more than {MostValues} values");
        }
        ImmutableArray<string> distinct = [.. values.Distinct(StringComparer.Ordinal)];
        Axis axis = new(path, distinct, AxisScale.Names);
        return axis with { Scale = ScaleOf([.. distinct.Select(axis.Number)], geometric) };
    }

    private static AxisScale ScaleOf(double[] numbers, bool geometric)
    {
        if (numbers.Any(double.IsNaN))
            return AxisScale.Names;
        bool wide = numbers.Length > 2 && numbers.Max() / numbers.Min() >= LogarithmicRatio;
        return numbers.Min() > 0 && (geometric || wide) ? AxisScale.Logarithmic : AxisScale.Linear;
    }

    private static IEnumerable<string> Items(string item, out bool geometric)
    {
        geometric = false;
        int dots = item.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
            return [Canonical(item)];
        string[] parts = item[(dots + 2)..].Split(':');
        string step = parts.Length == 2 ? parts[1] : "1";
        geometric = step.StartsWith('*');
        if (parts.Length > 2 || !TryNumber(item[..dots], out double first) || !TryNumber(parts[0], out double last)
            || !TryNumber(geometric ? step[1..] : step, out double by))
        {
            throw new FormatException($"'{item}' is no range; write a..b, a..b:step or a..b:*factor");
        }
        return geometric ? Geometric(item, first, last, by) : Even(item, first, last, by);
    }

    private static IEnumerable<string> Even(string item, double first, double last, double step)
    {
        if (step <= 0)
            throw new FormatException($"'{item}': the step is above 0");
        int count = Count(item, Math.Abs(last - first) / step);
        double signed = last < first ? -step : step;
        return Enumerable.Range(0, count).Select(i => Text(first + i * signed));
    }

    private static IEnumerable<string> Geometric(string item, double first, double last, double factor)
    {
        if (factor <= 1 || first == 0 || Math.Sign(first) != Math.Sign(last))
            throw new FormatException($"'{item}': the factor is above 1, and both ends are on the same side of 0");
        double up = Math.Abs(last) < Math.Abs(first) ? 1 / factor : factor;
        int count = Count(item, Math.Log(last / first) / Math.Log(up));
        return Enumerable.Range(0, count).Select(i => Text(first * Math.Pow(up, i)));
    }

    // A step that misses the last value by a rounding error meets it.
    private static int Count(string item, double steps) => steps < MostValues
        ? (int)Math.Floor(steps + 1e-9) + 1
        : throw new FormatException($"'{item}' has more than {MostValues} values");

    private static string Canonical(string item) =>
        TryNumber(item, out double number) ? number.ToString("R", CultureInfo.InvariantCulture) : item;

    // Twelve digits hide that 0.1 · 3 is not 0.3.
    private static string Text(double value) => double.Parse(value.ToString("G12", CultureInfo.InvariantCulture),
        CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
