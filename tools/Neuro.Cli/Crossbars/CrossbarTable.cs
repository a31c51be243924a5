using Neuro.Cli.Output;
using Neuro.Compiler.Reports;
using Spectre.Console;

namespace Neuro.Cli.Crossbars;

/// <summary>What holds the weights of projections, as a table.</summary>
internal static class CrossbarTable
{
    /// <summary>A row for each projection; currents are those of its largest tile.</summary>
    public static Table Of(IEnumerable<(string Projection, CrossbarReport Report)> crossbars)
    {
        Table table = Tables.Create(
            "projection", "device", "array", "#arrays", "#used", "#levels", "#clipped", "#ADC range", "#current", "#codes");
        foreach ((string projection, CrossbarReport report) in crossbars)
        {
            string Largest(Func<TileReport, double?> member, Func<double, string> print) =>
                report.Tiles.Max(member) is { } largest ? print(largest) : "-";
            table.Row(
                projection, report.Device, report.Array, report.Arrays, $"{report.Utilisation:P0}", report.Levels, report.Clipped,
                Largest(t => t.AdcRange, a => Quantity.Print(a, "A")), Largest(t => t.Current, a => Quantity.Print(a, "A")),
                Largest(t => t.Codes, c => $"{c:F1}"));
        }
        return table;
    }
}
