using Neuro.Cli.Charts;
using Neuro.Cli.Studies.Grids;

namespace Neuro.Cli.Studies.Pages;

/// <summary>A measure against a varied quantity: a line through the means, a band from the least to the most, and
/// points.</summary>
internal static class SpreadChart
{
    // More points than this hide each other and swell the page.
    private const int MostPoints = 2000;

    /// <summary>Draws the chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="measure">What the left edge measures.</param>
    /// <param name="axis">The varied quantity.</param>
    /// <param name="spreads">What was measured, one for each value of <paramref name="axis"/>.</param>
    /// <param name="range">Values that the left edge covers besides, for charts that are to be compared.</param>
    /// <param name="label">Text of a value of the measure.</param>
    public static Markup Draw(
        string title, string measure, Axis axis, IReadOnlyList<Spread> spreads, IEnumerable<double> range,
        Func<double, string> label)
    {
        Figure figure = new(title, Description(spreads, label));
        Scale x = ScaleOf(axis, figure.Left + 12, figure.Right - 12);
        Scale y = Scale.Linear(
            range.Concat(spreads.SelectMany(s => new[] { s.Low, s.High })), figure.Bottom, figure.Top, label);
        figure.LeftEdge(y, measure);
        figure.LowerEdge(x, axis.Path);
        Spread[] measured = [.. spreads.Where(s => s.Samples.Length > 0).OrderBy(s => s.Position)];
        int total = measured.Sum(s => s.Samples.Length);
        if (total <= MostPoints)
        {
            foreach (Spread spread in measured)
                foreach (double sample in spread.Samples)
                    figure.Dot("point", x.At(spread.Position), y.At(sample), 1.7);
        }
        if (axis.Scale == AxisScale.Names)
            Boxes(figure, x, y, measured, label);
        else
            Band(figure, x, y, measured, label);
        return figure.Build();
    }

    private static Scale ScaleOf(Axis axis, double from, double to) => axis.Scale switch
    {
        AxisScale.Names => Scale.Names(axis.Values, from, to),
        AxisScale.Logarithmic => Scale.Logarithmic(axis.Values.Select(axis.Number), from, to),
        _ => Scale.Linear(axis.Values.Select(axis.Number), from, to, round: false,
            leastStep: axis.Values.Select(axis.Number).All(double.IsInteger) ? 1 : 0),
    };

    private static void Band(Figure figure, Scale x, Scale y, Spread[] spreads, Func<double, string> label)
    {
        figure.Path("band",
            spreads.Select(s => (x.At(s.Position), y.At(s.High)))
                .Concat(spreads.Reverse().Select(s => (x.At(s.Position), y.At(s.Low)))), closed: true);
        figure.Path("mean", spreads.Select(s => (x.At(s.Position), y.At(s.Mean))));
        foreach (Spread s in spreads)
            figure.Dot("dot", x.At(s.Position), y.At(s.Mean), spreads.Length > 40 ? 2 : 3.5, Tip(s, label));
    }

    private static void Boxes(Figure figure, Scale x, Scale y, Spread[] spreads, Func<double, string> label)
    {
        double half = Math.Min(24, (figure.Right - figure.Left) / Math.Max(1, spreads.Length) * 0.3);
        foreach (Spread s in spreads)
        {
            double at = x.At(s.Position);
            figure.Bar("band", at - half, y.At(s.High), 2 * half, y.At(s.Low) - y.At(s.High), Tip(s, label));
            figure.Line("mean", at - half, y.At(s.Mean), at + half, y.At(s.Mean));
        }
    }

    private static string Tip(Spread s, Func<double, string> label) =>
        $"{s.Value}: mean {label(s.Mean)}, from {label(s.Low)} to {label(s.High)} ({s.Samples.Length})";

    private static string Description(IReadOnlyList<Spread> spreads, Func<double, string> label)
    {
        Spread[] measured = [.. spreads.Where(s => s.Samples.Length > 0)];
        return measured.Length == 0
            ? "Nothing was measured."
            : $"Means from {label(measured.Min(s => s.Mean))} to {label(measured.Max(s => s.Mean))} at {measured.Length} values.";
    }
}
