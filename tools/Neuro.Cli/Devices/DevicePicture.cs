using System.Globalization;
using Neuro.Cli.Charts;

namespace Neuro.Cli.Devices;

/// <summary>A device's charts below one another as one SVG file that needs nothing else.</summary>
internal static class DevicePicture
{
    private const double HeadHeight = 32;
    private const double TitleHeight = 20;
    private const double PlotHeight = 320;
    private const double ChartHeight = TitleHeight + PlotHeight;

    // Between the upper edge of a plot and the largest ordinate: the legend.
    private const double LegendHeight = 18;

    private const string Style = """
        svg text.title { font-weight: 600; font-size: 14px; } .page { fill: var(--paper); }
        """;

    /// <summary>The text of the file.</summary>
    public static string Draw(string heading, string description, IReadOnlyList<DeviceChart> charts)
    {
        string width = Number(Figure.Width), height = Number(HeadHeight + charts.Count * ChartHeight);
        Markup top = new Markup().Element("title", heading).Element("desc", description).Open("style").Line();
        Markup body = new Markup().Close("style").Line()
            .Empty("rect", "class", "page", "width", width, "height", height)
            .Element("text", heading, "class", "title", "x", "16", "y", "24").Line();
        foreach ((int i, DeviceChart chart) in charts.Index())
        {
            body.Open("g", "transform", $"translate(0 {Number(HeadHeight + i * ChartHeight)})")
                .Element("text", chart.Title, "x", "16", "y", "14")
                .Open("g", "transform", $"translate(0 {Number(TitleHeight)})").Line()
                .Add(Draw(chart)).Close("g").Close("g").Line();
        }
        Markup file = new Markup().Open(
            "svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox", $"0 0 {width} {height}", "role", "img").Line();
        // The style sheets have no character that XML would escape.
        return $"{file}{top}{ChartStyle.Colours("svg")}\n{ChartStyle.Marks}\n{Style}\n{body}{new Markup().Close("svg").Line()}";
    }

    private static Markup Draw(DeviceChart chart)
    {
        Figure figure = new(chart.Title, $"{chart.YLabel} against {chart.XLabel}.", PlotHeight);
        Scale x = chart.Abscissa(figure.Left, figure.Right - 8);
        Scale y = chart.Ordinate(figure.Bottom, figure.Top + LegendHeight);
        figure.LeftEdge(y, chart.YLabel);
        foreach ((double value, _) in x.Ticks)
            figure.Line("grid", x.At(value), figure.Top + LegendHeight, x.At(value), figure.Bottom);
        foreach (DeviceCurve curve in chart.Drawn())
        {
            figure.Path(
                $"curve c{curve.Colour}{(curve.Main ? "" : " example")}",
                curve.X.Zip(curve.Y, (a, b) => (x.At(a), y.At(b))), tip: curve.Name);
        }
        figure.LowerEdge(x, chart.XLabel);
        figure.Legend(figure.Left, chart.Curves.Where(c => c.Main).Select(c => ($"curve c{c.Colour}", c.Name)));
        return figure.Build();
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
