namespace Neuro.Cli.Charts;

/// <summary>What <see cref="Figure"/>s look like, in style sheets: light or dark, as the reader's system says. No character of
/// them needs to be escaped, in HTML or in XML.</summary>
internal static class ChartStyle
{
    /// <summary>The colours, as properties of the element that <paramref name="root"/> selects.</summary>
    public static string Colours(string root) => $$"""
        {{root}} { color-scheme: light dark; --ink: #1c2330; --soft: #5c6675; --paper: #ffffff; --card: #f6f7f9; --rule: #d9dee5;
          --first: #2563b0; --second: #d97706; --third: #1a7f37; --clip: #c02626; }
        @media (prefers-color-scheme: dark) { {{root}} { --ink: #e4e8ee; --soft: #9aa5b4; --paper: #12161c; --card: #1a2028;
          --rule: #323b47; --first: #74aef0; --second: #f0a94b; --third: #3fb950; --clip: #f07878; } }
        """;

    /// <summary>The marks that charts are drawn with.</summary>
    public const string Marks = """
        svg text { fill: var(--ink); font: 11px system-ui, sans-serif; }
        svg text.name { fill: var(--soft); } svg text.amount { fill: var(--soft); font-size: 10px; }
        .grid { stroke: var(--rule); stroke-width: 1; } .edge { stroke: var(--soft); stroke-width: 1; }
        .band { fill: var(--first); fill-opacity: .18; } .mean { fill: none; stroke: var(--first); stroke-width: 2; }
        .dot { fill: var(--first); } .point { fill: var(--second); fill-opacity: .55; }
        .fill { fill: var(--first); fill-opacity: .65; } .second { fill: var(--second); }
        .key, .outline { fill: none; stroke: var(--second); stroke-width: 2; }
        .curve { fill: none; stroke-width: 2; stroke-linejoin: round; } .example { stroke-width: 1; opacity: .45; }
        .c0 { stroke: var(--first); } .c1 { stroke: var(--second); } .c2 { stroke: var(--third); }
        """;
}
