using Neuro.Cli.Output;
using Spectre.Console;

namespace Neuro.Cli.Learning;

/// <summary>Prints what was learned.</summary>
internal static class LearningReport
{
    /// <summary>A line of telemetry for people, on stderr.</summary>
    public static void Note(Terminal terminal, TelemetryRow row)
    {
        double saturated = row.Weights.Select(w => w.Saturated).DefaultIfEmpty(0).Max();
        double change = row.Weights.Select(w => w.Change).DefaultIfEmpty(0).Max();
        string pulses = row.Pulses > 0 ? $"  pulses {row.Pulses} (one cell {row.MostPulses})  refreshes {row.Refreshes}" : "";
        string accuracy = row.Accuracy is { } a ? $"  accuracy {Numbers.Percent(a)}" : "";
        terminal.Note(
            $"{row.Samples,8} samples  rate {Numbers.Short(row.Rate)}  dead {row.Dead}  saturated " +
            $"{Numbers.Percent(saturated)}  " +
            $"change {Numbers.Percent(change)}{pulses}{accuracy}");
    }

    /// <summary>Prints <paramref name="results"/> side by side, or as JSON.</summary>
    public static void Print(Terminal terminal, IReadOnlyList<LearningResult> results)
    {
        if (terminal.Json)
        {
            terminal.WriteJson("learn", new { Variants = results.Select(Json) });
            return;
        }
        Table table = Tables.Create(["", .. results.Select(r => $"#{r.Name}")]);
        void Row(string name, Func<LearningResult, string> cell)
        {
            string[] cells = [.. results.Select(cell)];
            if (cells.Any(c => c.Length > 0))
                table.Row([name, .. cells]);
        }
        Row("accuracy", r => r.Accuracy is { } a ? Numbers.Percent(a) : "");
        Row("samples shown", r => r.Stopped ? $"{r.Samples} (ended early)" : $"{r.Samples}");
        Row("rule updates", r => $"{r.Learning.RuleUpdates}");
        Row("cells", r => r.Cells > 0 ? $"{r.Cells}" : "");
        Row("pulses", r => r.Cells > 0 ? $"{r.Learning.Pulses}" : "");
        Row("pulses per cell, mean", r => r.PulsesPerCell is { } p ? Numbers.Short(p) : "");
        Row("pulses per cell, most", r => r.MostPulses is { } p ? $"{p}" : "");
        Row("refreshes", r => r.Cells > 0 ? $"{r.Learning.Refreshes}" : "");
        Row("output neurons without events", r => r.Rows.IsEmpty ? "" : $"{r.Rows[^1].Dead}");
        foreach (string projection in results.SelectMany(Last).Select(w => w.Projection).Distinct())
        {
            Row($"{projection}: saturated weights",
                r => Last(r).FirstOrDefault(w => w.Projection == projection) is { } w ? Numbers.Percent(w.Saturated) : "");
        }
        terminal.Write(table);
    }

    private static IEnumerable<WeightSummary> Last(LearningResult result) => result.Rows.TakeLast(1).SelectMany(r => r.Weights);

    private static object Json(LearningResult r) => new
    {
        r.Name,
        r.Accuracy,
        r.Samples,
        r.Stopped,
        r.Learning.RuleUpdates,
        r.Learning.Pulses,
        r.Learning.Refreshes,
        r.Cells,
        r.PulsesPerCell,
        r.MostPulses,
        Telemetry = r.Rows,
        r.File,
    };
}
