using System.Globalization;
using System.Text;

namespace Neuro.Cli.Charts;

/// <summary>An SVG drawing with a title, a description, two axes and their ticks; charts draw inside.</summary>
internal sealed class Figure
{
    /// <summary>Units of the drawing's width.</summary>
    public const double Width = 640;

    private readonly Markup _markup = new();

    /// <summary>Begins a drawing.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="description">The same for those who cannot see it: what the numbers say.</param>
    /// <param name="height">Its height; the width is 640.</param>
    /// <param name="left">Room for the labels of the left edge.</param>
    public Figure(string title, string description, double height = 300, double left = 64)
    {
        Height = height;
        Left = left;
        Title = title;
        // A page's style sheet overrides width and height; a drawing in a drawing needs them.
        _markup.Open("svg", "viewBox", $"0 0 {Coordinate(Width)} {Coordinate(height)}",
                "width", Coordinate(Width), "height", Coordinate(height), "role", "img",
                "aria-label", $"{title}. {description}", "xmlns", "http://www.w3.org/2000/svg")
            .Element("title", title).Element("desc", description);
    }

    /// <summary>What it shows.</summary>
    public string Title { get; }

    /// <summary>The drawing's height.</summary>
    public double Height { get; }

    /// <summary>Left edge of the plot.</summary>
    public double Left { get; }

    /// <summary>Right edge of the plot.</summary>
    public double Right => Width - 16;

    /// <summary>Upper edge of the plot.</summary>
    public double Top => 12;

    /// <summary>Lower edge of the plot.</summary>
    public double Bottom => Height - 44;

    /// <summary>A straight line.</summary>
    public void Line(string style, double x1, double y1, double x2, double y2) => _markup.Empty(
        "line", "class", style, "x1", Coordinate(x1), "y1", Coordinate(y1), "x2", Coordinate(x2), "y2", Coordinate(y2));

    /// <summary>A line through points, with a tooltip; what is not finite interrupts it.</summary>
    public void Path(string style, IEnumerable<(double X, double Y)> points, bool closed = false, string? tip = null)
    {
        StringBuilder path = new();
        bool drawing = false;
        foreach ((double x, double y) in points)
        {
            bool finite = double.IsFinite(x) && double.IsFinite(y);
            if (finite)
                path.Append(drawing ? 'L' : 'M').Append(Coordinate(x)).Append(' ').Append(Coordinate(y));
            drawing = finite;
        }
        if (path.Length > 0)
            Mark("path", tip, "class", style, "d", path.Append(closed ? "Z" : "").ToString());
    }

    /// <summary>A rectangle with a tooltip.</summary>
    public void Bar(string style, double x, double y, double width, double height, string? tip = null) =>
        Mark("rect", tip, "class", style, "x", Coordinate(x), "y", Coordinate(y),
            "width", Coordinate(Math.Max(0, width)), "height", Coordinate(Math.Max(0, height)));

    /// <summary>A dot with a tooltip.</summary>
    public void Dot(string style, double x, double y, double radius, string? tip = null) =>
        Mark("circle", tip, "class", style, "cx", Coordinate(x), "cy", Coordinate(y), "r", Coordinate(radius));

    /// <summary>Text; the anchor is start, middle or end.</summary>
    public void Label(double x, double y, string text, string anchor = "start", string? style = null, string? transform = null) =>
        _markup.Element("text", text, "class", style, "x", Coordinate(x), "y", Coordinate(y), "text-anchor", anchor,
            "transform", transform);

    /// <summary>The lower edge: ticks, labels that do not overlap, and what the values are.</summary>
    public void LowerEdge(Scale scale, string name)
    {
        Line("edge", Left, Bottom, Right, Bottom);
        double free = double.NegativeInfinity;
        double room = (Right - Left) / Math.Max(1, scale.Ticks.Length);
        foreach ((double value, string label) in scale.Ticks)
        {
            double x = scale.At(value);
            string text = Shorten(label, Math.Max(6, (int)(room / 6)));
            double half = text.Length * 3.2;
            if (x < Left - 1 || x > Right + 1)
                continue;
            Line("edge", x, Bottom, x, Bottom + 4);
            if (x - half < free)
                continue;
            Label(x, Bottom + 17, text, "middle");
            free = x + half + 6;
        }
        Label((Left + Right) / 2, Height - 8, name, "middle", "name");
    }

    /// <summary>The left edge: ticks with lines across, and what the values are.</summary>
    public void LeftEdge(Scale scale, string name)
    {
        foreach ((double value, string label) in scale.Ticks)
        {
            double y = scale.At(value);
            Line("grid", Left, y, Right, y);
            Label(Left - 6, y + 4, label, "end");
        }
        double middle = (Top + Bottom) / 2;
        Label(14, middle, name, "middle", "name", $"rotate(-90 14 {Coordinate(middle)})");
    }

    /// <summary>What the styles stand for, in a row at the upper edge of the plot.</summary>
    public void Legend(double x, IEnumerable<(string Style, string Name)> entries)
    {
        foreach ((string style, string name) in entries)
        {
            Bar(style, x, Top, 12, 10);
            Label(x + 17, Top + 9, name);
            x += 34 + name.Length * 6.5;
        }
    }

    /// <summary>The finished drawing.</summary>
    public Markup Build() => _markup.Close("svg").Line();

    /// <summary><paramref name="text"/>, cut to <paramref name="length"/> characters.</summary>
    public static string Shorten(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";

    private void Mark(string element, string? tip, params ReadOnlySpan<string?> attributes)
    {
        _markup.Open(element, attributes);
        if (tip is not null)
            _markup.Element("title", tip);
        _markup.Close(element);
    }

    // Hundredths of a unit.
    private static string Coordinate(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
