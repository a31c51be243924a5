using Neuro.Cli.Charts;

namespace Neuro.Cli.Devices;

/// <summary>A chart of one property of a device.</summary>
/// <param name="Key">What --curve calls it.</param>
/// <param name="Title">Its heading.</param>
/// <param name="XLabel">What is on the abscissa, with its unit.</param>
/// <param name="YLabel">What is on the ordinate, with its unit.</param>
/// <param name="LogarithmicX">Whether the abscissa is logarithmic.</param>
/// <param name="Curves">The curves.</param>
internal sealed record DeviceChart(
    string Key, string Title, string XLabel, string YLabel, bool LogarithmicX, IReadOnlyList<DeviceCurve> Curves)
{
    /// <summary>The curves in the order in which they are drawn: those to look at over the others.</summary>
    public IEnumerable<DeviceCurve> Drawn() => Curves.OrderBy(c => c.Main);

    /// <summary>The smallest and the largest abscissa.</summary>
    public (double Low, double High) Domain() => (Curves.Min(c => c.X[0]), Curves.Max(c => c.X[^1]));

    /// <summary>The ordinates that are shown: all of the curves, and 0 where that is near.</summary>
    public (double Low, double High) Range()
    {
        double low = Curves.Min(c => c.Y.Min()), high = Curves.Max(c => c.Y.Max());
        // A constant still needs a range.
        double room = high > low ? 0.02 * (high - low) : Math.Max(Math.Abs(high), 1) * 0.1;
        return (low >= 0 && low < 0.2 * high ? 0 : low - room, high + room);
    }

    /// <summary>Where abscissae lie when the first is at <paramref name="from"/> and the last at <paramref name="to"/>.</summary>
    public Scale Abscissa(double from, double to)
    {
        (double low, double high) = Domain();
        return LogarithmicX ? Scale.Logarithmic([low, high], from, to) : Scale.Linear([low, high], from, to, round: false);
    }

    /// <summary>Where ordinates lie when the least shown is at <paramref name="from"/> and the largest at
    /// <paramref name="to"/>.</summary>
    public Scale Ordinate(double from, double to)
    {
        (double low, double high) = Range();
        return Scale.Linear([low, high], from, to, round: false);
    }
}
