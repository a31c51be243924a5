namespace Neuro.Runtime.Data.Formats;

/// <summary>
/// N-MNIST recordings (G. Orchard et al., "Converting static image datasets to spiking neuromorphic datasets using saccades",
/// 2015): one file per sample, five bytes per event, big-endian: x, y, then one bit of polarity and 23 bits of time in µs. Events
/// are counted per tick into (polarity, y, x) of 2×34×34, neuron (p·34 + y)·34 + x; those at or after the last tick are dropped.
/// A folder is read as a data set: labels from its (or its parent's) labels.csv, or from sub-folders 0 to 9.
/// </summary>
internal sealed class NMnistFormat : DataFormat
{
    private const int BytesPerEvent = 5;
    private const int DefaultTicks = 300;
    private const int DefaultTickMicroseconds = 1000;
    private static readonly int[] SensorShape = [2, 34, 34];

    public override string Name => "nmnist";

    public override string Description =>
        "N-MNIST events (.bin, .bs2): a file, or a folder with labels.csv or sub-folders 0 to 9";

    public override bool Matches(string path, string name) => Directory.Exists(path) || NMnistFolder.IsRecording(name);

    public override SpikeDataset Open(string path, DataOptions options)
    {
        if (options.Encoder is not null)
            throw new DataException(path, "", "these are events, which need no encoder", "drop --encoder");
        List<(string File, int? Label)> samples = [(path, null)];
        if (Directory.Exists(path))
            samples = NMnistFolder.List(path, options.Split);
        samples.ForEach(sample => CheckLength(sample.File));
        int[] shape = options.Shape ?? SensorShape;
        if (shape.Length != 3 || shape[0] != 2 || shape.Min() < 1 || Math.Max(shape[1], shape[2]) > 256)
        {
            throw new DataException(path, "", $"({string.Join(", ", shape)}) is not (2, height, width) with extents up to 256",
                "recordings of event cameras need an input of that shape");
        }
        int ticks = options.Ticks ?? DefaultTicks;
        int microseconds = options.TickMicroseconds ?? DefaultTickMicroseconds;
        int[]? labels = Labels.FromOptions(options);
        if (options.Labels is null && samples.All(s => s.Label is not null))
            labels = [.. samples.Select(s => s.Label!.Value)];
        if (labels is not null && labels.Length != samples.Count)
            throw new DataException(path, "", $"there are {labels.Length} labels for {samples.Count} recordings", "see --labels");
        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), shape, ticks, samples.Count,
            i => Decode(samples[i].File, shape, ticks, microseconds), labels);
    }

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
            {
                throw new DataException(path, $"byte {at}", $"event at x {x}, y {y} is outside of {shape[2]}×{shape[1]}",
                    "is this an N-MNIST recording? the network's input has the sensor's shape");
            }
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
        {
            throw new DataException(path, $"byte {length - rest}", $"the last event has {rest} of {BytesPerEvent} bytes",
                "the file is truncated");
        }
    }
}
