using System.Collections.Immutable;
using Neuro.Cli.Charts;
using Neuro.Cli.Crossbars;
using Neuro.Cli.Output;
using Neuro.Cli.Studies.Analysis;
using Neuro.Compiler.Passes;
using Neuro.Emulator.Crossbars;
using static Neuro.Cli.Output.Numbers;

namespace Neuro.Cli.Studies.Pages;

/// <summary>The part of the page that shows a program on one device and one array.</summary>
internal static class ConfigurationSection
{
    /// <summary>Adds <paramref name="configuration"/>.</summary>
    public static void AddTo(HtmlPage page, Configuration configuration)
    {
        Summary(page, configuration);
        Budget(page, configuration.Budget);
        Conductances(page, configuration.Conductances);
        Arrays(page, configuration.Cells);
        Adcs(page, configuration);
        Costs(page, configuration.Chips);
    }

    private static void Summary(HtmlPage page, Configuration c)
    {
        BindOptions o = c.Options;
        page.Section("Accuracy");
        page.Paragraph(
            $"{Path.GetFileName(c.Program)} on {o.Device.Name} cells in {o.Array.Name} arrays of {o.Array.Rows} × " +
            $"{o.Array.Columns}, {CrossbarView.Conditions(c.Chips.Binding)}; {c.Chips.Chips[0].Answers.Labels.Length} samples " +
            $"of {c.Data}.");
        page.Table("Accuracy", ["", "#accuracy", "#against digital"],
        [
            ["digital weights", Percent(c.Budget.Digital), ""],
            ["ideal array", Percent(c.Budget.Ideal), Points(c.Budget.Ideal - c.Budget.Digital)],
            [$"mean of {c.Chips.Chips.Length} chips", Percent(c.Chips.Mean), Points(c.Chips.Mean - c.Budget.Digital)],
            ["worst chip", Percent(c.Chips.Worst.Answers.Accuracy), Points(c.Chips.Worst.Answers.Accuracy - c.Budget.Digital)],
            ["best chip", Percent(c.Chips.Best.Answers.Accuracy), Points(c.Chips.Best.Answers.Accuracy - c.Budget.Digital)],
        ]);
        page.Table("Chips", ["#chip", "#accuracy"],
            [.. c.Chips.Chips.Select(chip => (string[])[$"{chip.Chip}", Percent(chip.Answers.Accuracy)])]);
        Sources(page, $"The device: {o.Device.Description}", o.Device.Sources);
        Sources(page, $"The array: {o.Array.Description}", o.Array.Sources);
    }

    private static void Sources(HtmlPage page, string what, ImmutableArray<string> sources) =>
        page.Paragraph($"{what} {(sources.IsEmpty ? "" : $"Sources: {string.Join("; ", sources)}.")}", soft: true);

    private static void Budget(HtmlPage page, ErrorBudget budget)
    {
        page.Section("Error budget");
        page.Paragraph(
            "What each non-ideality costs, in percentage points of mean accuracy: switched on alone, from the ideal array " +
            $"({Percent(budget.Ideal)}), and left out alone, from the full one ({Percent(budget.Full)}). Differences below the " +
            "spread of the chips are chance.");
        if (budget.NonIdealities.IsEmpty)
            page.Paragraph("This device in this array has none.");
        Lines(page, "Cost of each non-ideality", "non-ideality", budget.NonIdealities, budget.Ideal, budget.Full);
        if (budget.Layers.IsEmpty)
            return;
        page.Paragraph(
            $"What each layer costs: alone on arrays, from digital weights ({Percent(budget.Digital)}), and alone digital, " +
            $"from all layers on arrays ({Percent(budget.Full)}).");
        Lines(page, "Cost of each layer", "layer", budget.Layers, budget.Digital, budget.Full);
    }

    private static void Lines(
        HtmlPage page, string title, string what, ImmutableArray<BudgetLine> lines, double without, double full)
    {
        if (lines.IsEmpty)
            return;
        page.Figure(
            BarChart.Draw(title, "percentage points of accuracy", ["alone", "left out"],
                [.. lines.Select(l => (l.Name, new[] { without - l.Alone, l.LeftOut - full }))], Points),
            "Alone: what it takes away by itself. Left out: what is won back without it.");
        page.Table(title, [what, "#accuracy with it alone", "#costs alone", "#accuracy without it", "#won back", "what it is"],
        [
            .. lines.Select(l => (string[])
                [l.Name, Percent(l.Alone), Points(without - l.Alone), Percent(l.LeftOut), Points(l.LeftOut - full), l.Meaning]),
        ]);
    }

    private static void Conductances(HtmlPage page, ImmutableArray<ConductanceUse> layers)
    {
        page.Section("Conductances");
        page.Paragraph("Cells of the first chip: what they were to hold, and what they hold when they are read.");
        page.Multiples(layers.Select(l => (
            HistogramChart.Draw(
                $"Conductances of {l.Layer}", "conductance in µS", ("target", l.Target), ("fabricated", l.Fabricated)),
            $"{l.Layer}: {l.Target.Total} cells.")));
        foreach (ConductanceUse l in layers)
        {
            page.Table($"Conductances of {l.Layer}, in µS", ["#from", "#to", "#target", "#fabricated"],
            [
                .. Enumerable.Range(0, l.Target.Counts.Length)
                    .Where(bin => l.Target.Counts[bin] + l.Fabricated.Counts[bin] > 0).Select(bin => (string[])
                [
                    Short(l.Target.Edge(bin)), Short(l.Target.Edge(bin + 1)),
                    $"{l.Target.Counts[bin]}", $"{l.Fabricated.Counts[bin]}",
                ]),
            ]);
        }
    }

    private static void Arrays(HtmlPage page, FabricationReport report) => page.Table(
        "Arrays of the first chip",
        [
            "layer", "#rows", "#columns", "#utilisation", "#clipped weights", "#stuck on", "#stuck off", "#pulses",
            "#weight error", "#rounding", "#drift factor", "#ADC full scale",
        ],
        [
            .. report.Tiles.Select(t => (string[])
            [
                t.Projection, $"{t.Rows}", $"{t.Columns}", Percent(t.Utilisation), $"{t.Clipped}", $"{t.StuckOn}",
                $"{t.StuckOff}", $"{t.Pulses}", Short(t.WeightError), Short(t.ReadRounding), Short(t.DriftFactor),
                Quantity.Print(t.FullScaleCurrent, "A"),
            ]),
        ]);

    private static void Adcs(HtmlPage page, Configuration c)
    {
        page.Section("ADC codes");
        page.Paragraph(
            $"Codes that the converters of the first chip gave on {c.AdcSamples} samples. Codes that are hardly used are bits " +
            "that are paid for and carry nothing; clipped currents ask for a wider range.");
        page.Multiples(c.Adcs.Where(a => a.Conversions > 0).Select(a => (
            HistogramChart.Draw($"ADC codes of {a.Layer}", "code", ("conversions", CodesOf(a)), null),
            $"{a.Layer}: {a.Codes.Count} codes{(a.IsBounded ? $" of {a.Available}" : "")}, {Percent(a.ClippedShare)} clipped.")));
        page.Table("ADC codes", ["layer", "#conversions", "#codes used", "#codes there are", "#bits of entropy", "#clipped"],
        [
            .. c.Adcs.Select(a => (string[])
            [
                a.Layer, $"{a.Conversions}", $"{a.Codes.Count}", a.IsBounded ? $"{a.Available}" : "unbounded", Short(a.Entropy),
                Percent(a.ClippedShare),
            ]),
        ]);
    }

    // One bin a code where they are few, else 64 over the codes in use.
    private static Histogram CodesOf(AdcUse use)
    {
        const int MostBins = 64;
        (int low, int high) = (use.Codes.Keys.Min(), use.Codes.Keys.Max());
        if (use.IsBounded && use.Available <= MostBins)
            (low, high) = (use.MinimumCode, use.MaximumCode);
        long range = (long)high - low + 1;
        int bins = (int)Math.Min(range, MostBins);
        long[] counts = new long[bins];
        foreach ((int code, long count) in use.Codes)
            counts[(int)(((long)code - low) * bins / range)] += count;
        return new(low - 0.5, high + 0.5, counts);
    }

    private static void Costs(HtmlPage page, CrossbarEvaluation chips)
    {
        page.Section("Operations and cost");
        page.Paragraph(
            "Operations are counted. Energy, latency and area are estimates: counts times published figures for one operation " +
            "each, never a measurement of silicon.");
        page.Table("Operations of a sample", ["operation", "#count"],
            [.. Operations.PerSample(chips.Counters, chips.Samples)
                .Select(o => (string[])[Operations.Words(o.Key), Short(o.Value)])]);
        if (chips.Cost is not { } cost)
        {
            page.Paragraph("The array has no table of costs, so there is no estimate.");
            return;
        }
        page.Figure(
            BarChart.Draw("Estimated energy of a sample", "energy", ["energy"],
                [.. cost.Lines.Select(l => (Operations.Words(l.Operation), new[] { l.Energy }))], e => Quantity.Print(e, "J")),
            $"In all {Quantity.Print(cost.Energy, "J")} a sample, {Quantity.Print(cost.Latency, "s")}, " +
            $"{Quantity.PrintArea(cost.Area)}: an estimate.");
        page.Table("Estimate for a sample", ["operation", "#count", "#units", "#energy", "#latency", "#area", "source"],
        [
            .. cost.Lines.Select(l => (string[])
            [
                Operations.Words(l.Operation), Short(l.Count), $"{l.Units}", Quantity.Print(l.Energy, "J"),
                Quantity.Print(l.Latency, "s"), Quantity.PrintArea(l.Area), l.Cost.Source,
            ]),
            [
                "all", "", "", Quantity.Print(cost.Energy, "J"), Quantity.Print(cost.Latency, "s"),
                Quantity.PrintArea(cost.Area), "",
            ],
        ]);
        if (cost.Programming is { } pulses)
        {
            page.Paragraph(
                $"Programming a chip takes {Short(pulses.Count)} pulses and, by the same table, " +
                $"{Quantity.Print(pulses.Energy, "J")} ({pulses.Cost.Source}).");
        }
    }
}
