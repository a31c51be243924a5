using Neuro.Cli.Charts;
using Neuro.Cli.Output;
using Neuro.Compiler.Reports;
using Neuro.Ir.Targets;
using static Neuro.Cli.Output.Numbers;

namespace Neuro.Cli.Studies.Pages;

/// <summary>The part of the page that shows where a program's neurons are on a board, what they use of each core, and what flows
/// between cores.</summary>
internal static class MappingSection
{
    // A drawing of more cores than these is longer than it tells; tables hold them all.
    private const int MostDrawn = 64;

    /// <summary>Adds the map.</summary>
    public static void AddTo(HtmlPage page, MappingReport mapping, BoardTimeReport? time, TargetProfile target)
    {
        page.Section("Cores");
        CoreReport[] drawn = [.. mapping.Cores.Take(MostDrawn)];
        string there = target.Limits.Cores is { } cores ? $" of the {cores}" : "";
        page.Paragraph(
            $"Neurons are on {mapping.Cores.Length}{there} cores of {target.Name}. Sources from outside take rows, not neurons.");
        page.Figure(
            CoreMap.Draw("Map of the cores", drawn, target.Limits.NeuronsPerCore),
            drawn.Length < mapping.Cores.Length
                ? $"The first {drawn.Length} cores; the table has all. Each bar is a slice of a population."
                : "Each bar is a slice of a population.");
        Use(page, mapping, drawn, target.Limits);
        Traffic(page, mapping);
        if (time is not null)
            page.Paragraph(
                $"A tick takes {Cycles(time.WorstCycles, time.WorstSeconds)} if every source fires (core {time.BusiestCore}). " +
                $"Costs: {time.Source}.");
    }

    private static void Use(HtmlPage page, MappingReport mapping, CoreReport[] drawn, TargetLimits limits)
    {
        (string Name, Func<CoreReport, long> Of, long? Limit)[] resources =
        [
            ("neurons", c => c.Neurons, limits.NeuronsPerCore), ("rows", c => c.Rows, limits.RowsPerCore),
            ("bits of memory", c => c.MemoryBits, limits.SynapseMemoryBits),
            ("axons out", c => c.AxonsOut, limits.AxonsOutPerCore),
        ];
        page.Multiples(resources.Where(r => r.Limit is not null).Select(r => (
            BarChart.Draw($"Use of {r.Name}", $"share of {r.Limit}", [r.Name],
                [.. drawn.Select(c => ($"core {c.Core}", new[] { (double)r.Of(c) / r.Limit!.Value }))], Percent),
            $"A core has room for {r.Limit} {r.Name}.")));
        page.Table(
            "Use of each core",
            ["#core", "neurons of", .. resources.Select(r => "#" + Room(r.Name, r.Limit)), "#of inputs", "#fullest limit"],
            [
                .. mapping.Cores.Select(c => (string[])
                [
                    $"{c.Core}", string.Join(", ", c.Runs.Select(CoreMap.Name)), .. resources.Select(r => $"{r.Of(c)}"),
                    $"{c.InputRows}", c.Utilisation is { } used ? Percent(used) : "–",
                ]),
            ]);
    }

    private static void Traffic(HtmlPage page, MappingReport mapping)
    {
        string unit = mapping.Recorded ? "synaptic events a tick, as recorded" : "synapses";
        page.Paragraph($"{Short(mapping.Crossing)} of {Short(mapping.Traffic)} {unit} between neurons cross cores.");
        if (mapping.Busiest.IsEmpty)
            return;
        page.Table($"Traffic of each core, in {unit}", ["#core", "#in", "#out"],
            [.. mapping.Cores.Select(c => (string[])[$"{c.Core}", Short(c.TrafficIn), Short(c.TrafficOut)])]);
        page.Table($"Pairs of cores with most traffic, in {unit}", ["#from", "#to", "#traffic"],
            [.. mapping.Busiest.Select(p => (string[])[$"{p.From}", $"{p.To}", Short(p.Amount)])]);
    }

    private static string Room(string name, long? limit) => limit is { } most ? $"{name} (of {most})" : name;

    private static string Cycles(double cycles, double? seconds) =>
        seconds is { } s ? $"{cycles:0} cycles ({Quantity.Print(s, "s")})" : $"{cycles:0} cycles";
}
