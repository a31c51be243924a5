using System.Globalization;
using System.Security;
using System.Text;

namespace Neuro.Cli.Devices;

/// <summary>Charts below one another as one SVG file that needs nothing else and follows the reader's light or dark
/// colours.</summary>
internal static class SvgPlot
{
    private const int Width = 640;
    private const int PlotHeight = 240;
    private const int ChartHeight = PlotHeight + 130;
    private const int Left = 64;
    private const int Top = 40;

    private const string Style = """
        text { font: 12px system-ui, sans-serif; fill: var(--ink) }
        .title { font-weight: 600; font-size: 14px }
        .page { fill: var(--page) }
        .grid { stroke: var(--grid); stroke-width: 1 }
        .curve { fill: none; stroke-width: 2; stroke-linejoin: round }
        .example { stroke-width: 1; opacity: 0.45 }
        .c0 { stroke: var(--c0) } .c1 { stroke: var(--c1) } .c2 { stroke: var(--c2) }
        svg { --page: #ffffff; --ink: #1f2328; --grid: #d8dee4; --c0: #0969da; --c1: #bc4c00; --c2: #1a7f37 }
        @media (prefers-color-scheme: dark) {
          svg { --page: #0d1117; --ink: #e6edf3; --grid: #30363d; --c0: #58a6ff; --c1: #f0883e; --c2: #3fb950 }
        }
        """;

    /// <summary>The text of the file.</summary>
    public static string Draw(string heading, string description, IReadOnlyList<DeviceChart> charts)
    {
        StringBuilder svg = new();
        int height = 32 + charts.Count * ChartHeight;
        _ = svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" role=\"img\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{Escape(heading)}</title>\n<desc>{Escape(description)}</desc>\n")
            .Append(CultureInfo.InvariantCulture, $"<style>\n{Style}\n</style>\n")
            .Append(CultureInfo.InvariantCulture, $"<rect class=\"page\" width=\"{Width}\" height=\"{height}\"/>\n")
            .Append(CultureInfo.InvariantCulture, $"<text class=\"title\" x=\"16\" y=\"24\">{Escape(heading)}</text>\n");
        for (int i = 0; i < charts.Count; i++)
        {
            _ = svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate(0 {32 + i * ChartHeight})\">\n");
            Chart(svg, charts[i]);
            _ = svg.Append("</g>\n");
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static void Chart(StringBuilder svg, DeviceChart chart)
    {
        PlotScale scale = PlotScale.Of(chart);
        string X(double value) => Number(Left + scale.X(value) * (Width - Left - 24));
        string Y(double value) => Number(Top + (1 - scale.Y(value)) * PlotHeight);
        Text(svg, "16", "20", "start", $"{chart.Title}   [{chart.YLabel}]");
        foreach (double tick in scale.YTicks())
        {
            Line(svg, Number(Left), Y(tick), Number(Width - 24), Y(tick));
            Text(svg, Number(Left - 6), Number(Top + (1 - scale.Y(tick)) * PlotHeight + 4), "end", Label(tick));
        }
        foreach (double tick in scale.XTicks())
        {
            Line(svg, X(tick), Number(Top), X(tick), Number(Top + PlotHeight));
            Text(svg, X(tick), Number(Top + PlotHeight + 16), "middle", Label(tick));
        }
        Text(svg, Number(Left + (Width - Left - 24) / 2.0), Number(Top + PlotHeight + 34), "middle", chart.XLabel);
        foreach (DeviceCurve curve in chart.Curves.OrderBy(c => c.Main))
        {
            string points = string.Join(' ', curve.X.Zip(curve.Y, (x, y) => $"{X(x)},{Y(y)}"));
            string kind = curve.Main ? "" : " example";
            _ = svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"curve c{curve.Colour}{kind}\" ")
                .Append(CultureInfo.InvariantCulture, $"points=\"{points}\"><title>{Escape(curve.Name)}</title></polyline>\n");
        }
        Legend(svg, chart);
    }

    private static void Legend(StringBuilder svg, DeviceChart chart)
    {
        int x = Left;
        foreach (DeviceCurve curve in chart.Curves.Where(c => c.Main))
        {
            string y = Number(Top + PlotHeight + 54);
            string line = Number(Top + PlotHeight + 50);
            _ = svg.Append(CultureInfo.InvariantCulture,
                $"<line class=\"curve c{curve.Colour}\" x1=\"{x}\" y1=\"{line}\" x2=\"{x + 20}\" y2=\"{line}\"/>\n");
            Text(svg, Number(x + 26), y, "start", curve.Name);
            x += 46 + 7 * curve.Name.Length;
        }
    }

    private static void Line(StringBuilder svg, string x1, string y1, string x2, string y2) =>
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>\n");

    private static void Text(StringBuilder svg, string x, string y, string anchor, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{Escape(text)}</text>\n");

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Label(double value) => value.ToString("g4", CultureInfo.InvariantCulture);

    private static string Escape(string text) => SecurityElement.Escape(text) ?? "";
}
