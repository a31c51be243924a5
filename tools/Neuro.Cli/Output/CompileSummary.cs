using Neuro.Cli.Crossbars;
using Neuro.Compiler.Reports;

namespace Neuro.Cli.Output;

/// <summary>The table that ends a compilation: per layer, what it takes and what quantisation did to it.</summary>
internal static class CompileSummary
{
    /// <summary>Prints <paramref name="report"/>; columns that no layer fills are left out.</summary>
    public static void Print(Terminal terminal, CompileReport report)
    {
        bool placed = report.Cores is not null;
        bool rates = report.Layers.Any(l => l.Rate is not null);
        List<string> columns = ["layer", "kind", "shape", "#neurons", "#synapses", "#weights", "#error", "#state"];
        if (placed)
            columns.AddRange(["#cores", "#used"]);
        if (rates)
            columns.Add("#rate");
        Spectre.Console.Table table = Tables.Create([.. columns]);
        foreach (LayerReport layer in report.Layers)
        {
            List<string> cells =
            [
                layer.Name, layer.Kind, string.Join('x', layer.Shape), $"{layer.Neurons}", $"{layer.Synapses}",
                layer.WeightBits is { } bits ? $"{bits} bit" : "-",
                layer.RelativeError is { } error ? $"{error:P2}" : "-",
                layer.StateBits is { } state ? $"{state} bit" : "-",
            ];
            if (placed)
                cells.AddRange([layer.Cores is { } count ? $"{count}" : "-", layer.Utilisation is { } used ? $"{used:P0}" : "-"]);
            if (rates)
                cells.Add(layer.Rate is { } rate ? $"{rate:F4}" : "-");
            table.Row([.. cells]);
        }
        terminal.Write(table);
        IEnumerable<ProjectionReport> projections = report.Layers.SelectMany(l => l.Projections);
        (string, CrossbarReport)[] crossbars =
            [.. projections.Where(p => p.Crossbar is not null).Select(p => (p.Name, p.Crossbar!))];
        if (crossbars.Length > 0)
            terminal.Write(CrossbarTable.Of(crossbars));
        MappingSummary.Print(terminal, report.Mapping, report.Time);
        if (!report.Resources.IsEmpty)
            terminal.Write(ResourceTable.Of(report.Resources));
        string cores = report.Cores is { } total ? $", {total} cores" : "";
        terminal.Write($"  {report.Program} for {report.Target}: {report.Neurons} neurons, {report.Synapses} synapses, " +
            $"{Quantity.Bits(report.MemoryBits)}{cores}, {report.TimeStep} s per tick");
    }
}
