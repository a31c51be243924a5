using Neuro.Cli.Output;

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
        PrintConfusion(terminal, result.Fixed);
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
            ? new { f.Accuracy, f.Correct, SpikesPerSample = PerSample(r.FloatSpikes!.Value, r), f.Predictions }
            : null,
        r.SameAnswers,
        r.SameCounts,
    };

    private static Spectre.Console.Table Measures(EvaluationResult r)
    {
        bool compare = r.Float is not null;
        Spectre.Console.Table table = compare ? Tables.Create("", "#fixed point", "#float") : Tables.Create("", "#fixed point");
        void Row(string name, string fixedPoint, string floating)
        {
            if (compare)
                table.Row(name, fixedPoint, floating);
            else
                table.Row(name, fixedPoint);
        }
        Row("accuracy", $"{r.Fixed.Accuracy:P2}", $"{r.Float?.Accuracy:P2}");
        Row("right answers", $"{r.Fixed.Correct} of {r.Samples}", $"{r.Float?.Correct} of {r.Samples}");
        Row("spikes per sample", $"{PerSample(r.Counters.Spikes, r):F1}", $"{(r.FloatSpikes is { } s ? PerSample(s, r) : 0):F1}");
        Row("synaptic events per sample", $"{PerSample(r.Counters.SynapticEvents, r):F1}", "");
        Row("input events per sample", $"{PerSample(r.Counters.InputEvents, r):F1}", "");
        Row("ticks per sample", $"{r.Ticks}", $"{r.Ticks}");
        if (compare)
        {
            Row("same answer in both", $"{r.SameAnswers} of {r.Samples}", "");
            Row("same output counts in both", $"{r.SameCounts} of {r.Samples}", "");
        }
        return table;
    }

    private static void PrintConfusion(Terminal terminal, Classification classification)
    {
        int[][] confusion = classification.Confusion();
        if (confusion.Length > MostClasses)
        {
            terminal.Note($"{confusion.Length} classes; --json gives the confusion matrix");
            return;
        }
        Spectre.Console.Table table =
            Tables.Create(["label", .. Enumerable.Range(0, confusion.Length).Select(c => $"#{c}"), "#right"]);
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
