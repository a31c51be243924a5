using System.Collections.Immutable;
using Neuro.Cli.Output;

namespace Neuro.Cli.Charts;

/// <summary>Where values lie along an edge of a chart, and which of them are written there.</summary>
internal sealed class Scale
{
    private readonly Func<double, double> _place;

    private Scale(Func<double, double> place, ImmutableArray<(double Value, string Label)> ticks) =>
        (_place, Ticks) = (place, ticks);

    /// <summary>The values that are written, with their text.</summary>
    public ImmutableArray<(double Value, string Label)> Ticks { get; }

    /// <summary>The coordinate of a value.</summary>
    public double At(double value) => _place(value);

    /// <summary>An even scale over the given values, with ticks at 1, 2 or 5 times a power of ten.</summary>
    /// <param name="values">Values; what is not finite is ignored.</param>
    /// <param name="from">Coordinate of the smallest.</param>
    /// <param name="to">Coordinate of the largest.</param>
    /// <param name="label">The text of a tick.</param>
    /// <param name="ticks">About how many ticks.</param>
    /// <param name="round">Whether the scale goes on to the ticks beyond the values.</param>
    /// <param name="leastStep">Ticks are no closer than this: 1 for what is counted.</param>
    public static Scale Linear(
        IEnumerable<double> values, double from, double to, Func<double, string>? label = null, int ticks = 5, bool round = true,
        double leastStep = 0)
    {
        (double low, double high) = Extent(values);
        if (high - low <= Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-9)
            (low, high) = low == 0 ? (0, 1) : (low - Math.Abs(low) / 2, high + Math.Abs(high) / 2);
        double step = Math.Max(leastStep, NiceStep((high - low) / ticks));
        long first = (long)(round ? Math.Floor(low / step + 1e-9) : Math.Ceiling(low / step - 1e-9));
        long last = (long)(round ? Math.Ceiling(high / step - 1e-9) : Math.Floor(high / step + 1e-9));
        if (round)
            (low, high) = (first * step, last * step);
        return new(
            v => from + (v - low) / (high - low) * (to - from),
            [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)
                .Select(v => (v, (label ?? Numbers.Short)(Math.Abs(v) < step / 2 ? 0 : v)))]);
    }

    /// <summary>A logarithmic scale over the given values, which are positive, with ticks at powers of ten or of two.</summary>
    public static Scale Logarithmic(IEnumerable<double> values, double from, double to, int ticks = 6)
    {
        (double low, double high) = Extent(values.Where(v => v > 0));
        (low, high) = low <= 0 || high <= low ? (Math.Max(low, 1e-300) / 2, Math.Max(high, 1e-300) * 2) : (low, high);
        double powerBase = high / low < 1000 ? 2 : 10;
        double a = Math.Log(low), b = Math.Log(high), unit = Math.Log(powerBase);
        int first = (int)Math.Ceiling(a / unit - 1e-9);
        int last = (int)Math.Floor(b / unit + 1e-9);
        int every = Math.Max(1, (last - first) / ticks);
        return new(
            v => from + (Math.Log(Math.Max(v, double.Epsilon)) - a) / (b - a) * (to - from),
            [.. Enumerable.Range(0, Math.Max(0, last - first + 1)).Where(i => i % every == 0)
                .Select(i => Math.Pow(powerBase, first + i)).Select(v => (v, Numbers.Short(v)))]);
    }

    /// <summary>Names side by side; the value of the n-th name is n.</summary>
    public static Scale Names(IReadOnlyList<string> names, double from, double to) => new(
        v => from + (v + 0.5) / Math.Max(1, names.Count) * (to - from),
        [.. names.Select((name, i) => ((double)i, name))]);

    // 1, 2 or 5 times a power of ten, the smallest that is not below.
    private static double NiceStep(double step)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        double mantissa = step / power;
        return (mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10) * power;
    }

    private static (double Low, double High) Extent(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
    }
}
