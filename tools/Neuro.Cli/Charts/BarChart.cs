namespace Neuro.Cli.Charts;

/// <summary>Named amounts side by side, one row a name and one bar a series.</summary>
internal static class BarChart
{
    private const double BarHeight = 11;
    private const double Gap = 10;

    /// <summary>Draws the chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="name">What the amounts are.</param>
    /// <param name="series">Names of the series, two at most.</param>
    /// <param name="rows">A name and an amount for each series; NaN where there is none.</param>
    /// <param name="label">Text of an amount.</param>
    public static Markup Draw(
        string title, string name, IReadOnlyList<string> series, IReadOnlyList<(string Name, double[] Amounts)> rows,
        Func<double, string> label)
    {
        double row = series.Count * BarHeight + Gap;
        Figure figure = new(
            title, $"{rows.Count} rows of {string.Join(" and ", series)}.", 12 + 44 + 22 + rows.Count * row, left: 190);
        Scale x = Scale.Linear([0, .. rows.SelectMany(r => r.Amounts)], figure.Left, figure.Right - 48, label);
        foreach ((double value, _) in x.Ticks)
            figure.Line("grid", x.At(value), figure.Top + 18, x.At(value), figure.Bottom);
        figure.Legend(figure.Left, series.Select((name, i) => (i == 0 ? "fill" : "second", name)));
        double y = figure.Top + 22;
        foreach ((string rowName, double[] amounts) in rows)
        {
            figure.Label(figure.Left - 8, y + series.Count * BarHeight / 2 + 4, Figure.Shorten(rowName, 30), "end");
            foreach ((int i, double amount) in amounts.Index())
                Bar(figure, x, i == 0 ? "fill" : "second", y + i * BarHeight, rowName, amount, label);
            y += row;
        }
        figure.LowerEdge(x, name);
        return figure.Build();
    }

    private static void Bar(
        Figure figure, Scale x, string style, double y, string name, double amount, Func<double, string> label)
    {
        if (!double.IsFinite(amount))
            return;
        double left = Math.Min(x.At(0), x.At(amount));
        double right = Math.Max(x.At(0), x.At(amount));
        figure.Bar(style, left, y, Math.Max(1, right - left), BarHeight - 2, $"{name}: {label(amount)}");
        figure.Label(right + 4, y + BarHeight - 2.5, label(amount), "start", "amount");
    }
}
