using Neuro.Cli.Charts;
using Neuro.Compiler.Reports;

namespace Neuro.Cli.Output;

/// <summary>The tables of where a program's neurons are and what a tick takes.</summary>
internal static class MappingSummary
{
    private const int MostCores = 16;
    private const int MostPairs = 4;

    /// <summary>Prints what there is.</summary>
    public static void Print(Terminal terminal, MappingReport? mapping, BoardTimeReport? time)
    {
        if (mapping is not null)
            Print(terminal, mapping);
        if (time is null)
            return;
        string recorded =
            time.RecordedCycles is { } cycles ? $"{Cycles(cycles, time.RecordedSeconds)} at the recorded rates, " : "";
        string worst = time.BusiestCore is { } core ? $" if every source fires (core {core})" : "";
        terminal.Write(
            $"  a tick takes {recorded}{Cycles(time.WorstCycles, time.WorstSeconds)}{worst}; costs: {time.Source}");
    }

    private static void Print(Terminal terminal, MappingReport mapping)
    {
        Spectre.Console.Table table = Tables.Create(
            "#core", "neurons of", "#neurons", "#rows", "#of inputs", "#axons out", "#memory", "#used", "#traffic in", "#out");
        foreach (CoreReport core in mapping.Cores.Take(MostCores))
            table.Row(
                core.Core, string.Join(", ", core.Runs.Select(CoreMap.Name)), core.Neurons, core.Rows, core.InputRows,
                core.AxonsOut, Quantity.Bits(core.MemoryBits), core.Utilisation is { } used ? $"{used:P0}" : "-",
                $"{core.TrafficIn:0.##}", $"{core.TrafficOut:0.##}");
        terminal.Write(table);
        if (mapping.Cores.Length > MostCores)
            terminal.Note($"{mapping.Cores.Length - MostCores} more cores; --json gives all");
        if (mapping.Cores.Length < 2)
            return;
        string unit = mapping.Recorded ? "synaptic events a tick, as recorded" : "synapses";
        string busiest = mapping.Busiest.IsEmpty ? "" : "; most: " + string.Join(
            ", ", mapping.Busiest.Take(MostPairs).Select(p => $"{p.From} to {p.To} {p.Amount:0.##}"));
        terminal.Write($"  {mapping.Crossing:0.##} of {mapping.Traffic:0.##} {unit} between neurons cross cores{busiest}");
    }

    private static string Cycles(double cycles, double? seconds) =>
        seconds is { } s ? $"{cycles:0} cycles ({s * 1e6:0.##} us)" : $"{cycles:0} cycles";
}
