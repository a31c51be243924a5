using System.Collections.Immutable;
using Neuro.Compiler.Reports;

namespace Neuro.Cli.Output;

/// <summary>How a converted network fares beside the conventional one.</summary>
internal static class ConversionSummary
{
    /// <summary>Prints <paramref name="report"/> as tables.</summary>
    public static void Print(Terminal terminal, ConversionReport report)
    {
        terminal.Write($"  {report.Conversion} conversion: {report.Ticks} ticks, input {report.Encoder}");
        if (report.Samples == 0)
            return;
        string ann = report.AnnAccuracy is { } accuracy ? $"ANN {accuracy:P2} right, " : "";
        terminal.Write($"  {report.Samples} samples: {ann}{report.SameAnswers:P2} answered alike, " +
            $"{report.SpikesPerSample:F1} spikes and {report.SynapticEventsPerSample:F0} synaptic events per sample");
        PrintCurve(terminal, report.Accuracy);
        PrintLayers(terminal, report.Layers);
    }

    /// <summary>Prints accuracy against ticks.</summary>
    public static void PrintCurve(Terminal terminal, ImmutableArray<AccuracyAt> curve)
    {
        if (curve.IsEmpty)
            return;
        Spectre.Console.Table table = Tables.Create(["ticks", .. curve.Select(a => $"#{a.Ticks}")]);
        table.Row(["accuracy", .. curve.Select(a => $"{a.Accuracy:P2}")]);
        terminal.Write(table);
    }

    /// <summary>Prints the error of each layer that was measured.</summary>
    public static void PrintLayers(Terminal terminal, IEnumerable<ConversionLayer> layers)
    {
        ConversionLayer[] measured = [.. layers.Where(l => l.Error is not null)];
        if (measured.Length == 0)
            return;
        Spectre.Console.Table table = Tables.Create("layer", "stands for", "#worth", "#error");
        foreach (ConversionLayer layer in measured)
        {
            (double least, double most) = (layer.Units.Min(), layer.Units.Max());
            string worth = least == most ? $"{least:G4}" : $"{least:G4} to {most:G4}";
            table.Row(layer.Population, layer.Node, worth, $"{layer.Error:P2}");
        }
        terminal.Write(table);
    }
}
