using Neuro.Cli.Charts;

namespace Neuro.Cli.Studies.Pages;

/// <summary>
/// One self-contained page: no script, no font, no image from elsewhere; light and dark as the reader's system says. It is
/// well-formed as HTML and as XML.
/// </summary>
internal sealed class HtmlPage
{
    private const string Style = """
        body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
          font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; } h3 { font-size: 1rem;
          margin: 1.25rem 0 .25rem; }
        p { max-width: 46rem; margin: .4rem 0; } .soft, figcaption, footer { color: var(--soft); font-size: .9rem; }
        nav a { margin-right: 1rem; } a { color: var(--first); }
        figure { margin: .75rem 0; background: var(--card); border: 1px solid var(--rule); border-radius: 6px; padding: .75rem; }
        .multiples { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: .75rem; }
        .multiples figure { margin: 0; }
        svg { display: block; width: 100%; height: auto; }
        table { border-collapse: collapse; margin: .5rem 0; font-variant-numeric: tabular-nums; font-size: .9rem; }
        caption { text-align: left; color: var(--soft); } .wide { overflow-x: auto; }
        th, td { padding: .2rem .7rem .2rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
        th.n, td.n { text-align: right; } details { margin: .5rem 0; } summary { cursor: pointer; color: var(--soft); }
        @media print { body { max-width: none; padding: 0; font-size: 11px; } nav { display: none; }
          figure, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
          details::details-content { content-visibility: visible; block-size: auto; } }
        """;

    // Longer tables are folded away on the screen.
    private const int LongTable = 14;

    private readonly string _title;
    private readonly Markup _body = new();
    private readonly List<(string Id, string Title)> _sections = [];

    /// <summary>An empty page.</summary>
    public HtmlPage(string title) => _title = title;

    /// <summary>Begins a section, which the page's head links to.</summary>
    public void Section(string title)
    {
        string id = $"s{_sections.Count + 1}";
        _sections.Add((id, title));
        _body.Element("h2", title, "id", id).Line();
    }

    /// <summary>A heading within a section.</summary>
    public void Heading(string text) => _body.Element("h3", text).Line();

    /// <summary>A paragraph.</summary>
    public void Paragraph(string text, bool soft = false) => _body.Element("p", text, "class", soft ? "soft" : null).Line();

    /// <summary>A drawing with its caption.</summary>
    public void Figure(Markup drawing, string caption) =>
        _body.Open("figure").Add(drawing).Element("figcaption", caption).Close("figure").Line();

    /// <summary>Small drawings side by side.</summary>
    public void Multiples(IEnumerable<(Markup Drawing, string Caption)> drawings)
    {
        _body.Open("div", "class", "multiples").Line();
        foreach ((Markup drawing, string caption) in drawings)
            Figure(drawing, caption);
        _body.Close("div").Line();
    }

    /// <summary>A table; a column whose name begins with '#' holds numbers.</summary>
    public void Table(string caption, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        bool folded = rows.Count > LongTable;
        if (folded)
            _body.Open("details").Element("summary", $"{caption} ({rows.Count} rows)");
        _body.Open("div", "class", "wide").Open("table");
        if (!folded)
            _body.Element("caption", caption);
        _body.Open("thead").Open("tr");
        foreach (string column in columns)
            _body.Element("th", column.TrimStart('#'), "scope", "col", "class", Align(column));
        _body.Close("tr").Close("thead").Open("tbody").Line();
        foreach (IReadOnlyList<string> row in rows)
        {
            _body.Open("tr");
            foreach ((int i, string cell) in row.Index())
                _body.Element("td", cell, "class", Align(columns[i]));
            _body.Close("tr").Line();
        }
        _body.Close("tbody").Close("table").Close("div").Line();
        if (folded)
            _body.Close("details").Line();
    }

    /// <summary>Writes the page; <paramref name="about"/> is the line below its title.</summary>
    public void Write(Stream stream, string about)
    {
        Markup head = new Markup()
            .Open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml").Line()
            .Open("head").Empty("meta", "charset", "utf-8")
            .Empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
            .Element("title", _title).Open("style").Line();
        Markup top = new Markup().Close("style").Close("head").Line()
            .Open("body").Element("h1", _title).Element("p", about, "class", "soft").Open("nav", "aria-label", "sections");
        foreach ((string id, string title) in _sections)
            top.Element("a", title, "href", $"#{id}");
        top.Close("nav").Open("main").Line();
        Markup end = new Markup().Close("main").Element("footer",
                "Made by neuro report. Every number is emulated; none is a measurement of silicon.")
                    .Close("body").Close("html").Line();
        using StreamWriter writer = new(stream, new System.Text.UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        // The style sheets have no character that either syntax would escape.
        writer.Write($"<!DOCTYPE html>\n{head}{ChartStyle.Colours(":root")}\n{Style}\n{ChartStyle.Marks}\n{top}{_body}{end}");
    }

    private static string? Align(string column) => column.StartsWith('#') ? "n" : null;
}
