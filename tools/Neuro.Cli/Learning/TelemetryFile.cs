using System.Globalization;
using System.Text;
using System.Text.Json;
using Neuro.Runtime.Files;

namespace Neuro.Cli.Learning;

/// <summary>Rows of telemetry as a file: JSON lines, or comma-separated values with the first columns of each
/// projection.</summary>
internal static class TelemetryFile
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The endings of names that are understood.</summary>
    public static readonly string[] Formats = [".csv", ".jsonl"];

    /// <summary>Writes all rows, whole or not at all.</summary>
    public static void Write(string path, IReadOnlyList<TelemetryRow> rows) => AtomicFile.Write(path, stream =>
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        bool csv = Path.GetExtension(path) == ".csv";
        if (csv)
            writer.WriteLine(Head(rows));
        foreach (TelemetryRow row in rows)
            writer.WriteLine(csv ? Line(row) : JsonSerializer.Serialize(row, Options));
    });

    private static string Head(IReadOnlyList<TelemetryRow> rows)
    {
        IEnumerable<string> names = rows.Count == 0 ? [] : rows[0].Weights.Select(w => Quote(w.Projection));
        return string.Join(',',
        [
            "samples", "rate", "dead", "rule_updates", "pulses", "most_pulses", "refreshes", "accuracy",
            .. names.SelectMany(n => new[] { $"{n} mean", $"{n} saturated", $"{n} change" }),
        ]);
    }

    private static string Line(TelemetryRow row) => string.Join(',',
    [
        $"{row.Samples}", Number(row.Rate), $"{row.Dead}", $"{row.RuleUpdates}", $"{row.Pulses}", $"{row.MostPulses}",
        $"{row.Refreshes}",
        row.Accuracy is { } accuracy ? Number(accuracy) : "",
        .. row.Weights.SelectMany(w => new[] { Number(w.Mean), Number(w.Saturated), Number(w.Change) }),
    ]);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // A projection's name may hold anything; the columns' heads go on after it.
    private static string Quote(string name) => name.Replace(',', ' ').Replace('"', ' ').Replace('\n', ' ');
}
