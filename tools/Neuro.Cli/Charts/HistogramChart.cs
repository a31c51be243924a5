using Neuro.Cli.Output;

namespace Neuro.Cli.Charts;

/// <summary>Histograms over one another, as shares: the first filled, the second an outline.</summary>
internal static class HistogramChart
{
    /// <summary>Draws the chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="name">What the values are, with their unit.</param>
    /// <param name="filled">The filled histogram and what it is called.</param>
    /// <param name="outline">A second one of the same bins, or null.</param>
    public static Markup Draw(
        string title, string name, (string Name, Histogram Values) filled, (string Name, Histogram Values)? outline)
    {
        (string, Histogram Values)[] all = outline is { } o ? [filled, o] : [filled];
        Figure figure = new(title, string.Join("; ", all.Select(h => Describe(h.Item1, h.Values))), height: 220);
        Scale x = Scale.Linear([filled.Values.Low, filled.Values.High], figure.Left + 4, figure.Right - 4, round: false);
        Scale y = Scale.Linear(
            [0, .. all.SelectMany(h => h.Values.Counts.Select(c => Share(h.Values, c)))], figure.Bottom, figure.Top + 18,
            v => $"{Numbers.Short(v * 100)} %", 4);
        figure.LeftEdge(y, "share");
        Fill(figure, x, y, filled.Values);
        if (outline is { } second)
            Outline(figure, x, y, second.Values);
        figure.LowerEdge(x, name);
        figure.Legend(figure.Left + 10, all.Select((h, i) => (i == 0 ? "fill" : "key", h.Item1)));
        return figure.Build();
    }

    private static void Fill(Figure figure, Scale x, Scale y, Histogram h)
    {
        for (int bin = 0; bin < h.Counts.Length; bin++)
        {
            if (h.Counts[bin] == 0)
                continue;
            double left = x.At(h.Edge(bin));
            double top = y.At(Share(h, h.Counts[bin]));
            figure.Bar("fill", left, top, x.At(h.Edge(bin + 1)) - left, figure.Bottom - top,
                $"{Numbers.Short(h.Edge(bin))} to {Numbers.Short(h.Edge(bin + 1))}: {h.Counts[bin]}");
        }
    }

    private static void Outline(Figure figure, Scale x, Scale y, Histogram h)
    {
        List<(double, double)> points = [(x.At(h.Low), y.At(0))];
        for (int bin = 0; bin < h.Counts.Length; bin++)
        {
            double level = y.At(Share(h, h.Counts[bin]));
            points.Add((x.At(h.Edge(bin)), level));
            points.Add((x.At(h.Edge(bin + 1)), level));
        }
        points.Add((x.At(h.High), y.At(0)));
        figure.Path("outline", points);
    }

    private static double Share(Histogram h, long count) => h.Total == 0 ? 0 : (double)count / h.Total;

    private static string Describe(string name, Histogram h) =>
        $"{name}: {h.Total} values from {Numbers.Short(h.Low)} to {Numbers.Short(h.High)}";
}
