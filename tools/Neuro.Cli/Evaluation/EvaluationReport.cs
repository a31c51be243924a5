using Neuro.Cli.Crossbars;
using Neuro.Cli.Output;
using Spectre.Console;

namespace Neuro.Cli.Evaluation;

/// <summary>Prints an evaluation.</summary>
internal static class EvaluationReport
{
    // More classes than this make a matrix that no terminal shows.
    private const int MostClasses = 20;

    /// <summary>Prints <paramref name="result"/> as tables, or as JSON for <paramref name="command"/>.</summary>
    public static void Print(Terminal terminal, string command, EvaluationResult result)
    {
        if (terminal.Json)
        {
            terminal.WriteJson(command, Json(result));
            return;
        }
        terminal.Write(Measures(result));
        if (result.Crossbars is { } crossbars)
            CrossbarView.Print(terminal, crossbars);
        PrintConfusion(terminal, result);
        ConversionSummary.PrintCurve(terminal, result.Curve);
        ConversionSummary.PrintLayers(terminal, result.Layers);
    }

    private static object Json(EvaluationResult r) => new
    {
        r.Output,
        r.Samples,
        r.Ticks,
        Fixed = new
        {
            r.Fixed.Accuracy,
            r.Fixed.Correct,
            SpikesPerSample = PerSample(r.Counters.Spikes, r),
            InputEventsPerSample = PerSample(r.Counters.InputEvents, r),
            SynapticEventsPerSample = PerSample(r.Counters.SynapticEvents, r),
            Confusion = r.Fixed.Confusion(),
            r.Fixed.Predictions,
        },
        Float = r.Float is { } f
            ? new
            {
                f.Accuracy,
                f.Correct,
                SpikesPerSample = r.FloatSpikes is { } spikes ? PerSample(spikes, r) : (double?)null,
                f.Predictions,
            }
            : null,
        r.SameAnswers,
        r.SameCounts,
        Crossbars = r.Crossbars is { } crossbars ? CrossbarView.Json(crossbars) : null,
        Conversion = r.IsConverted ? new { r.Curve, r.Layers } : null,
    };

    private static Table Measures(EvaluationResult r)
    {
        CrossbarEvaluation? chips = r.Crossbars;
        List<string> columns = [""];
        if (chips is not null)
            columns.Add(
                chips.Pulses is null ? "#this chip"
                : chips.Chips.Length == 1 ? $"#chip {chips.Chips[0].Chip}"
                : $"#{chips.Chips.Length} chips");
        columns.Add("#fixed point");
        if (r.Float is not null)
            columns.Add(r.IsConverted ? "#ANN" : "#float");
        Table table = Tables.Create([.. columns]);
        void Row(string name, string ofChips, string fixedPoint, string floating)
        {
            List<string> cells = [name];
            if (chips is not null)
                cells.Add(ofChips);
            cells.Add(fixedPoint);
            if (r.Float is not null)
                cells.Add(floating);
            table.Row([.. cells]);
        }
        string OfChips(long count) => chips is null ? "" : $"{(double)count / Math.Max(1, chips.Samples):F1}";
        Row("accuracy", $"{chips?.Mean:P2}", $"{r.Fixed.Accuracy:P2}", $"{r.Float?.Accuracy:P2}");
        if (chips is { Chips.Length: > 1 })
        {
            Row("standard deviation of chips", $"{chips.StandardDeviation:P2}", "", "");
            Row("worst chip", $"{chips.Worst.Answers.Accuracy:P2} (chip {chips.Worst.Chip})", "", "");
            Row("best chip", $"{chips.Best.Answers.Accuracy:P2} (chip {chips.Best.Chip})", "", "");
        }
        Row("right answers", $"{chips?.Chips.Sum(c => c.Answers.Correct)} of {chips?.Samples}",
            $"{r.Fixed.Correct} of {r.Samples}", $"{r.Float?.Correct} of {r.Samples}");
        Row("spikes per sample", OfChips(chips?.Counters.Spikes ?? 0), $"{PerSample(r.Counters.Spikes, r):F1}",
            r.FloatSpikes is { } s ? $"{PerSample(s, r):F1}" : "");
        Row("synaptic events per sample", OfChips(chips?.Counters.SynapticEvents ?? 0),
            $"{PerSample(r.Counters.SynapticEvents, r):F1}", "");
        Row("input events per sample", OfChips(chips?.Counters.InputEvents ?? 0),
            $"{PerSample(r.Counters.InputEvents, r):F1}", "");
        Row("ticks per sample", $"{r.Ticks}", $"{r.Ticks}", r.IsConverted ? "" : $"{r.Ticks}");
        if (r.Float is not null)
        {
            Row(r.IsConverted ? "same answer as the ANN" : "same answer as float",
                $"{chips?.Chips.Sum(c => r.Float.SameAs(c.Answers))} of {chips?.Samples}",
                $"{r.SameAnswers} of {r.Samples}", "");
            if (r.SameCounts is { } same)
                Row("same output counts as float", "", $"{same} of {r.Samples}", "");
        }
        if (chips is not null)
            Row("same answer as fixed point", $"{chips.Chips.Sum(c => r.Fixed.SameAs(c.Answers))} of {chips.Samples}", "", "");
        return table;
    }

    private static void PrintConfusion(Terminal terminal, EvaluationResult result)
    {
        Classification shown = result.Crossbars is { } crossbars
            ? new(
                [.. crossbars.Chips.SelectMany(c => c.Answers.Predictions)],
                [.. crossbars.Chips.SelectMany(c => c.Answers.Labels)])
            : result.Fixed;
        int[][] confusion = shown.Confusion();
        if (confusion.Length > MostClasses)
        {
            terminal.Note($"{confusion.Length} classes; --json gives the confusion matrix");
            return;
        }
        Table table = Tables.Create(["label", .. Enumerable.Range(0, confusion.Length).Select(c => $"#{c}"), "#right"]);
        for (int label = 0; label < confusion.Length; label++)
        {
            int all = confusion[label].Sum();
            string right = all > 0 ? $"{(double)confusion[label][label] / all:P1}" : "";
            table.Row([label, .. confusion[label].Select(c => c == 0 ? "." : $"{c}"), right]);
        }
        terminal.Write(table);
    }

    private static double PerSample(long count, EvaluationResult result) =>
        result.Samples == 0 ? 0 : (double)count / result.Samples;
}
