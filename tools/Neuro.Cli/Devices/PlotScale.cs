namespace Neuro.Cli.Devices;

/// <summary>Maps a chart's values to 0 … 1.</summary>
internal sealed record PlotScale(double XMinimum, double XMaximum, double YMinimum, double YMaximum, bool LogarithmicX)
{
    /// <summary>The scale that holds all curves.</summary>
    public static PlotScale Of(DeviceChart chart)
    {
        double low = chart.Curves.Min(c => c.Y.Min()), high = chart.Curves.Max(c => c.Y.Max());
        // A constant still needs a range.
        double room = high > low ? 0.02 * (high - low) : Math.Max(Math.Abs(high), 1) * 0.1;
        return new(
            chart.Curves.Min(c => c.X[0]), chart.Curves.Max(c => c.X[^1]),
            low >= 0 && low < 0.2 * high ? 0 : low - room, high + room, chart.LogarithmicX);
    }

    /// <summary>Where an abscissa lies.</summary>
    public double X(double value) => LogarithmicX
        ? Math.Log(value / XMinimum) / Math.Log(XMaximum / XMinimum)
        : XMaximum > XMinimum ? (value - XMinimum) / (XMaximum - XMinimum) : 0;

    /// <summary>Where an ordinate lies.</summary>
    public double Y(double value) => (value - YMinimum) / (YMaximum - YMinimum);

    /// <summary>Round numbers of the ordinate, about five.</summary>
    public IEnumerable<double> YTicks() => Ticks(YMinimum, YMaximum);

    /// <summary>Round numbers, or powers of ten, of the abscissa.</summary>
    public IEnumerable<double> XTicks()
    {
        if (!LogarithmicX)
            return Ticks(XMinimum, XMaximum);
        int first = (int)Math.Ceiling(Math.Log10(XMinimum) - 1e-9), last = (int)Math.Floor(Math.Log10(XMaximum) + 1e-9);
        return Enumerable.Range(first, Math.Max(last - first + 1, 0)).Select(e => Math.Pow(10, e));
    }

    private static IEnumerable<double> Ticks(double low, double high)
    {
        double rough = (high - low) / 5;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
        // Adding 0 turns a negative zero, which would be printed with its sign, into a positive one.
        double first = Math.Ceiling(low / step - 1e-9) + 0.0;
        for (double tick = first; tick * step <= high + 1e-9 * step; tick++) yield return tick * step;
    }
}
