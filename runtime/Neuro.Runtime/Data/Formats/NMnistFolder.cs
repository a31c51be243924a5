using System.Text.RegularExpressions;

namespace Neuro.Runtime.Data.Formats;

/// <summary>
/// Lists the recordings of a folder with their labels, from its (or its parent's) labels.csv or from sub-folders 0 to 9.
/// </summary>
internal static partial class NMnistFolder
{
    private const string Table = "labels.csv";

    /// <summary>Whether a file of that name holds events.</summary>
    public static bool IsRecording(string name) =>
        name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".bs2", StringComparison.OrdinalIgnoreCase);

    /// <summary>All recordings, or those of a split; at least one.</summary>
    /// <exception cref="DataException">There are none, or the table of labels is malformed.</exception>
    public static List<(string File, int? Label)> List(string folder, string? split)
    {
        string[] tables = [Path.Combine(folder, Table), Path.Combine(folder, "..", Table)];
        if (tables.FirstOrDefault(File.Exists) is { } table)
            return ListTable(folder, table, split);
        if (split is not null)
            throw new DataException(folder, "", $"without a {Table} there is no split '{split}'", "drop --split");
        List<(string File, int? Label)> samples = ListFolders(folder);
        return samples.Count > 0
            ? samples
            : throw new DataException(
                folder, "", "there are no recordings (.bin, .bs2)",
                "name the folder that holds them, or that holds sub-folders 0 to 9");
    }

    /// <summary>
    /// The rows file,label[,split] of a table, in its order; the files lie in the folder or in a folder "samples" below it.
    /// </summary>
    private static List<(string File, int? Label)> ListTable(string folder, string table, string? split)
    {
        List<(int Line, string[] Cells)> rows = [];
        CsvTable.ReadRows(table, (line, cells) => rows.Add((line, cells)));
        string[] header = rows.Count > 0 ? rows[0].Cells : [];
        int splitColumn = Array.IndexOf(header, "split");
        bool named = header.Length >= 2 && header[0] == "file" && header[1] == "label";
        if (!named || (split is not null && splitColumn < 0))
        {
            throw new DataException(table, "line 1", "the columns are not file,label[,split]",
                "the first line names the columns");
        }
        string below = Path.Combine(folder, "samples");
        string recordings = Directory.Exists(below) ? below : folder;
        List<(string File, int? Label)> samples = [];
        foreach ((int line, string[] cells) in rows.Skip(1))
        {
            if (cells.Length != header.Length || !int.TryParse(cells[1], out int label))
            {
                throw new DataException(table, $"line {line}", "this is not a row file,label[,split]",
                    "labels are whole numbers");
            }
            if (split is null || cells[splitColumn] == split)
                samples.Add((Path.Combine(recordings, cells[0]), label));
        }
        string which = split is null ? "recording" : $"recording of the split '{split}'";
        return samples.Count > 0 ? samples : throw new DataException(table, "", $"there is no {which}", "see the split column");
    }

    /// <summary>
    /// The recordings of sub-folders 0 to 9, whose names are the labels, or else of the folder itself, in numeric order.
    /// </summary>
    private static List<(string File, int? Label)> ListFolders(string folder)
    {
        List<(string File, int? Label)> samples = [];
        for (int label = 0; label < 10; label++)
        {
            string digit = Path.Combine(folder, label.ToString());
            if (Directory.Exists(digit))
                samples.AddRange(Recordings(digit).Select(file => (file, (int?)label)));
        }
        return samples.Count > 0 ? samples : [.. Recordings(folder).Select(file => (file, (int?)null))];
    }

    private static IEnumerable<string> Recordings(string folder) => Directory.GetFiles(folder)
        .Where(IsRecording)
        .OrderBy(file => Digits().Replace(Path.GetFileName(file), run => run.Value.PadLeft(10, '0')), StringComparer.Ordinal);

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
