using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Ir.Crossbars;
using Spectre.Console;

namespace Neuro.Cli.Crossbars;

/// <summary>The chips of an evaluation, their operations and what these cost, as tables or JSON.</summary>
internal static class CrossbarView
{
    // More chips than this are for --json.
    private const int MostChips = 16;

    /// <summary>Prints what <paramref name="evaluation"/> adds to the table of measures.</summary>
    public static void Print(Terminal terminal, CrossbarEvaluation evaluation)
    {
        terminal.Write($"  {evaluation.Binding.Device} in {evaluation.Binding.Array}, {Conditions(evaluation.Binding)}");
        if (evaluation.Chips.Length > 1)
            PrintChips(terminal, evaluation);
        terminal.Write(OperationTable(evaluation));
        if (evaluation.Cost is not { } cost)
        {
            terminal.Write("  no estimate of energy, latency and area: the array has no table of costs");
            return;
        }
        terminal.Write($"  estimate, not a measurement: {Quantity.Print(cost.Energy, "J")} and " +
            $"{Quantity.Print(cost.Latency, "s")} a sample, {Quantity.PrintArea(cost.Area)}");
        if (cost.Programming is { } pulses)
            terminal.Write($"  and {Quantity.Print(pulses.Energy, "J")} to program a chip, with {pulses.Count:F0} pulses");
        IEnumerable<CostLine> all = cost.Programming is { } last ? cost.Lines.Append(last) : cost.Lines;
        foreach (IGrouping<string, CostLine> lines in all.GroupBy(l => l.Cost.Source))
            terminal.Write($"    {string.Join(", ", lines.Select(l => Operations.Words(l.Operation)))}: {lines.Key}");
    }

    /// <summary><paramref name="e"/> for JSON; quantities are in SI units.</summary>
    public static object Json(CrossbarEvaluation e) => new
    {
        e.Binding.Device,
        e.Binding.Array,
        e.Binding.Time,
        Temperature = e.Binding.Temperature > 0 ? e.Binding.Temperature : (double?)null,
        e.Binding.DriftCompensation,
        Instances = e.Chips.Length,
        Accuracy = new
        {
            e.Mean,
            e.StandardDeviation,
            Worst = e.Worst.Answers.Accuracy,
            WorstChip = e.Worst.Chip,
            Best = e.Best.Answers.Accuracy,
            BestChip = e.Best.Chip,
        },
        Chips = e.Chips.Select(
            c => new { c.Chip, c.Answers.Accuracy, c.Answers.Correct, c.Counters.Spikes, c.Answers.Predictions }),
        PulsesPerChip = e.Pulses,
        OperationsPerSample = Operations.PerSample(e.Counters, e.Samples),
        CostEstimate = e.Cost is { } cost
            ? new
            {
                IsMeasurement = false,
                EnergyPerSample = cost.Energy,
                LatencyPerSample = cost.Latency,
                cost.Area,
                ProgrammingEnergyPerChip = cost.Programming?.Energy,
                Operations = cost.Lines.Select(
                    l => new { l.Operation, l.Count, l.Units, l.Energy, l.Latency, l.Area, l.Cost.Source }),
            }
            : null,
    };

    /// <summary>"1 h after programming, at 358 K, drift compensated".</summary>
    public static string Conditions(CrossbarBinding binding)
    {
        string temperature = binding.Temperature > 0 ? $", at {binding.Temperature:G5} K" : "";
        string compensation = binding.DriftCompensation ? ", drift compensated" : "";
        return $"{Duration.Print(binding.Time)} after programming{temperature}{compensation}";
    }

    private static void PrintChips(Terminal terminal, CrossbarEvaluation evaluation)
    {
        Table table = Tables.Create("#chip", "#accuracy", "#right answers");
        foreach (ChipResult chip in evaluation.Chips.Take(MostChips))
            table.Row(chip.Chip, $"{chip.Answers.Accuracy:P2}", $"{chip.Answers.Correct} of {chip.Answers.Labels.Length}");
        terminal.Write(table);
        if (evaluation.Chips.Length > MostChips)
            terminal.Note($"{evaluation.Chips.Length - MostChips} more chips; --json gives all");
    }

    private static Table OperationTable(CrossbarEvaluation evaluation)
    {
        IReadOnlyDictionary<string, CostLine> costs =
            evaluation.Cost?.Lines.ToDictionary(l => l.Operation) ?? new Dictionary<string, CostLine>();
        Table table = costs.Count > 0
            ? Tables.Create("operation", "#per sample", "#units", "#energy", "#latency", "#area")
            : Tables.Create("operation", "#per sample");
        IReadOnlyDictionary<string, double> counts = Operations.PerSample(evaluation.Counters, evaluation.Samples);
        foreach (string name in counts.Keys.Concat(costs.Keys.Except(counts.Keys)))
        {
            string count = counts.TryGetValue(name, out double perSample) ? $"{perSample:F1}" : "";
            if (costs.Count == 0)
                table.Row(Operations.Words(name), count);
            else if (costs.TryGetValue(name, out CostLine? line))
                table.Row(
                    Operations.Words(name), count, line.Units, Quantity.Print(line.Energy, "J"),
                    Quantity.Print(line.Latency, "s"), Quantity.PrintArea(line.Area));
            else
                table.Row(Operations.Words(name), count, "", "", "", "");
        }
        return table;
    }
}
