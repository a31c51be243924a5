using System.Globalization;
using System.Text;

namespace Neuro.Cli.Studies;

/// <summary>A study as a table of comma-separated values (RFC 4180), one row a point.</summary>
internal static class StudyCsv
{
    /// <summary>Writes <paramref name="study"/>: the varied quantities, then what was measured. Numbers of operations, energy and
    /// latency are per sample; what is not known is empty.</summary>
    public static void Write(Stream stream, Study study)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        string[] operations =
            [.. study.Records.SelectMany(r => r.Result.Operations.Keys).Distinct().Order(StringComparer.Ordinal)];
        string[] columns =
        [
            .. study.Header.Axes.Select(a => a.Path), "accuracy", "accuracy_worst", "accuracy_best", "chips",
            .. operations, "energy_joules", "latency_seconds", "area_square_metres", "error",
        ];
        writer.WriteLine(string.Join(',', columns.Select(Cell)));
        foreach (StudyRecord record in study.Records)
        {
            PointResult r = record.Result;
            string[] cells =
            [
                .. record.Values, Number(r.Mean), Number(r.Worst), Number(r.Best), $"{r.Accuracies.Length}",
                .. operations.Select(o => r.Operations.TryGetValue(o, out double count) ? Number(count) : ""),
                Number(r.Energy), Number(r.Latency), Number(r.Area), r.Error ?? "",
            ];
            writer.WriteLine(string.Join(',', cells.Select(Cell)));
        }
    }

    private static string Number(double? value) =>
        value is { } v && double.IsFinite(v) ? v.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
