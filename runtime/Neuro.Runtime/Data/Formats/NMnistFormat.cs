using System.Text.RegularExpressions;

namespace Neuro.Runtime.Data.Formats;

/// <summary>
/// N-MNIST recordings (G. Orchard et al., "Converting static image datasets to spiking neuromorphic datasets using saccades", 2015): one file per
/// sample, five bytes per event, big-endian: x, y, then one bit of polarity and 23 bits of time in µs. Events are counted per tick
/// into (polarity, y, x) of 2×34×34, neuron (p·34 + y)·34 + x; those at or after the last tick are dropped.
/// A folder is read as a data set: labels from its (or its parent's) labels.csv, or from sub-folders 0 to 9.
/// </summary>
internal sealed partial class NMnistFormat : DataFormat
{
    private const int BytesPerEvent = 5;
    private const int DefaultTicks = 300;
    private const int DefaultTickMicroseconds = 1000;
    private static readonly int[] SensorShape = [2, 34, 34];

    public override string Name => "nmnist";

    public override string Description => "N-MNIST events (.bin, .bs2): a file, or a folder with labels.csv or sub-folders 0 to 9";

    public override bool Matches(string path, string name) => Directory.Exists(path) || IsRecording(name);

    public override SpikeDataset Open(string path, DataOptions options)
    {
        if (options.Encoder is not null)
            throw new DataException(path, "", "these are events, which need no encoder", "drop --encoder");
        List<(string File, int? Label)> samples = Directory.Exists(path) ? List(path, options) : [(path, null)];
        samples.ForEach(sample => CheckLength(sample.File));
        int[] shape = options.Shape ?? SensorShape;
        if (shape.Length != 3 || shape[0] != 2 || shape.Min() < 1 || Math.Max(shape[1], shape[2]) > 256)
            throw new DataException(path, "", $"({string.Join(", ", shape)}) is not (2, height, width) with extents up to 256", "drop --shape for N-MNIST's own");
        int ticks = options.Ticks ?? DefaultTicks;
        int microseconds = options.TickMicroseconds ?? DefaultTickMicroseconds;
        int[]? labels = Labels.FromOptions(options)
            ?? (options.Labels is null && samples.All(s => s.Label is not null) ? [.. samples.Select(s => s.Label!.Value)] : null);
        if (labels is not null && labels.Length != samples.Count)
            throw new DataException(path, "", $"there are {labels.Length} labels for {samples.Count} recordings", "see --labels");
        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), shape, ticks, samples.Count,
            i => Decode(samples[i].File, shape, ticks, microseconds), labels);
    }

    private static bool IsRecording(string name) =>
        name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".bs2", StringComparison.OrdinalIgnoreCase);

    private static SpikeTrain Decode(string path, int[] shape, int ticks, int microseconds)
    {
        using DataFile file = DataFile.Open(path);
        byte[] bytes = DataFile.Guard(path, "", file.ReadAll);
        CheckWhole(path, bytes.Length);
        List<int> eventTicks = [];
        List<int> indices = [];
        for (int at = 0; at < bytes.Length; at += BytesPerEvent)
        {
            int x = bytes[at], y = bytes[at + 1], p = bytes[at + 2] >> 7;
            int time = ((bytes[at + 2] & 0x7F) << 16) | (bytes[at + 3] << 8) | bytes[at + 4];
            if (x >= shape[2] || y >= shape[1])
                throw new DataException(path, $"byte {at}", $"event at x {x}, y {y} is outside of {shape[2]}×{shape[1]}", "is this an N-MNIST recording? --shape gives another sensor's");
            if (time / microseconds >= ticks)
                continue;
            eventTicks.Add(time / microseconds);
            indices.Add((((p * shape[1]) + y) * shape[2]) + x);
        }
        return SpikeTrain.FromEvents(ticks, shape[0] * shape[1] * shape[2], [.. eventTicks], [.. indices]);
    }

    private static void CheckLength(string path)
    {
        using DataFile file = DataFile.Open(path);
        if (file.BoundIsExact)
            CheckWhole(path, file.Bound);
    }

    private static void CheckWhole(string path, long length)
    {
        long rest = length % BytesPerEvent;
        if (rest != 0)
            throw new DataException(path, $"byte {length - rest}", $"the last event has {rest} of {BytesPerEvent} bytes", "the file is truncated");
    }

    private static List<(string File, int? Label)> List(string folder, DataOptions options)
    {
        string? table = new[] { folder, Path.Combine(folder, "..") }.Select(f => Path.Combine(f, "labels.csv")).FirstOrDefault(File.Exists);
        List<(string File, int? Label)> samples;
        if (table is not null)
            samples = ListTable(folder, table, options.Split);
        else if (options.Split is not null)
            throw new DataException(folder, "", $"without a labels.csv there is no split '{options.Split}'", "drop --split");
        else
            samples = ListFolders(folder);
        return samples.Count > 0 ? samples : throw new DataException(folder, "", "there are no recordings (.bin, .bs2)", "name the folder that holds them, or that holds sub-folders 0 to 9");
    }

    /// <summary>The rows file,label[,split] of a table, in its order; the files lie in the folder or in a folder "samples" below it.</summary>
    private static List<(string File, int? Label)> ListTable(string folder, string table, string? split)
    {
        List<(string File, int? Label)> samples = [];
        string below = Path.Combine(folder, "samples");
        string recordings = Directory.Exists(below) ? below : folder;
        int splitColumn = -1;
        bool header = true;
        CsvTable.ReadRows(table, (line, cells) =>
        {
            if (header)
            {
                header = false;
                splitColumn = Array.IndexOf(cells, "split");
                if (cells[0] != "file" || cells.ElementAtOrDefault(1) != "label" || (split is not null && splitColumn < 0))
                    throw new DataException(table, $"line {line}", "the columns are not file,label[,split]", "the first line names the columns");
            }
            else if (cells.Length < 2 || cells.Length <= splitColumn || !int.TryParse(cells[1], out int label))
                throw new DataException(table, $"line {line}", "this is not a row file,label[,split]", "labels are whole numbers");
            else if (split is null || cells[splitColumn] == split)
                samples.Add((Path.Combine(recordings, cells[0]), label));
        });
        return samples.Count > 0 ? samples : throw new DataException(table, "", split is null ? "there are no rows" : $"no row has the split '{split}'", "see the split column");
    }

    /// <summary>The recordings of sub-folders 0 to 9, whose names are the labels, or else of the folder itself, in numeric order.</summary>
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
