using Neuro.Runtime.Data.Formats;

namespace Neuro.Runtime.Data;

/// <summary>
/// Events as arrays of an .npz file, the product's own convention. One entry per event: <c>t</c> tick (or tick, ticks, time,
/// times), <c>i</c> neuron (or index, indices, neuron) or else <c>x</c>[, <c>y</c>[, <c>p</c>]] of an event camera with neuron
/// (p·H + y)·W + x, and <c>payload</c> where not all are 1. Samples: <c>offsets</c>, one more than samples, sample s being events
/// offsets[s] to offsets[s + 1]; or <c>sample</c>, the number of each event's sample; neither: one sample. Optional: <c>shape</c>
/// of the population, <c>num_ticks</c> per sample, <c>labels</c>. Without them the sizes are as large as the events need.
/// </summary>
public static class EventArrays
{
    private const string Offsets = "offsets";
    private const string ShapeName = "shape";
    private const string TickCount = "num_ticks";

    /// <summary>Adds spikes to an archive as t, i, payload (where not all are 1), offsets, shape and num_ticks.</summary>
    /// <param name="writer">The archive.</param>
    /// <param name="samples">One train per sample.</param>
    /// <param name="shape">Shape of the population.</param>
    /// <param name="prefix">Goes before each array's name, such as "hidden/".</param>
    public static void Write(NpzWriter writer, IReadOnlyList<SpikeTrain> samples, int[] shape, string prefix = "")
    {
        int[] offsets = new int[samples.Count + 1];
        for (int s = 0; s < samples.Count; s++)
            offsets[s + 1] = checked(offsets[s] + samples[s].EventCount);
        int[] ticks = new int[offsets[^1]];
        for (int s = 0; s < samples.Count; s++)
        {
            int[] starts = samples[s].Offsets;
            for (int tick = 0; tick < samples[s].Ticks; tick++)
                ticks.AsSpan(offsets[s] + starts[tick], starts[tick + 1] - starts[tick]).Fill(tick);
        }
        writer.Add(prefix + EventColumns.TimeNames[0], ticks);
        writer.Add(prefix + EventColumns.IndexNames[0], (int[])[.. samples.SelectMany(s => s.Indices)]);
        if (samples.Any(s => s.Payloads is not null))
        {
            IEnumerable<int> payloads = samples.SelectMany(s => s.Payloads ?? Enumerable.Repeat(1, s.EventCount));
            writer.Add(prefix + EventColumns.PayloadNames[0], payloads.ToArray());
        }
        writer.Add(prefix + Offsets, offsets);
        writer.Add(prefix + ShapeName, shape);
        writer.AddScalar(prefix + TickCount, samples.Count > 0 ? samples.Max(s => s.Ticks) : 0);
    }

    /// <summary>Writes a data set, labels included, to an .npz file of its own.</summary>
    public static void Write(string path, SpikeDataset data)
    {
        using NpzWriter writer = new(path);
        Write(writer, [.. Enumerable.Range(0, data.Count).Select(i => data[i])], data.Shape);
        if (data.Labels is { } labels)
            writer.Add("labels", labels);
        writer.Commit();
    }

    /// <summary>
    /// Reads what <see cref="Write(NpzWriter, IReadOnlyList{SpikeTrain}, int[], string)"/> wrote with the same prefix.
    /// </summary>
    /// <param name="file">The archive.</param>
    /// <param name="prefix">What goes before each array's name.</param>
    /// <param name="inOrder">Whether the events of a tick keep their order, and repetitions of a neuron.</param>
    /// <exception cref="DataException">They are absent or malformed.</exception>
    public static SpikeDataset Read(NpzFile file, string prefix = "", bool inOrder = false) =>
        TryRead(file, prefix.TrimEnd('/'), DataOptions.Default, prefix, inOrder)
        ?? throw new DataException(
            file.File, "", $"there are no events '{prefix}t' and '{prefix}i'",
            $"the file holds {string.Join(", ", file.Names)}");

    /// <summary>The events of an archive, or null when it holds none under <paramref name="prefix"/>.</summary>
    internal static SpikeDataset? TryRead(
        NpzFile file, string name, DataOptions options, string prefix = "", bool inOrder = false)
    {
        string? Find(string[] names) => names.Select(n => prefix + n).FirstOrDefault(file.Contains);
        string? time = Find(EventColumns.TimeNames);
        string? index = Find(EventColumns.IndexNames);
        string? x = index is null ? Find(["x"]) : null;
        if (time is null || (index ?? x) is null || file.Read(time).Shape.Length != 1 || file.Read(index ?? x!).Shape.Length != 1)
            return null;
        string? y = index is null ? Find(["y"]) : null;
        int[]? Column(string? column) => column is null ? null : file.Read(column).ToInt32();
        double[] times = file.Read(time).ToDouble();
        int[]? offsets = Column(Find([Offsets]));
        return EventData.Open(name, new()
        {
            File = file.File,
            Place = e => $"event {e}",
            Times = times,
            Indices = Column(index),
            X = Column(x),
            Y = Column(y),
            P = index is null ? Column(Find(EventColumns.PolarityNames)) : null,
            Payloads = Column(Find(EventColumns.PayloadNames)),
            InOrder = inOrder,
            Samples = offsets is null ? Column(Find(EventColumns.SampleNames)) : Expand(offsets, times.Length, file, prefix),
            SampleCount = offsets?.Length - 1,
            TickCount = Scalar(file, prefix + TickCount),
            Shape = Column(Find([ShapeName])),
            Labels = prefix.Length == 0 ? Labels.FromArchive(file, options, y is null ? [] : [y]) : null,
        }, options);
    }

    // The sample of each event, from where each sample's events begin.
    private static int[] Expand(int[] offsets, int events, NpzFile file, string prefix)
    {
        DataPlace at = new(file.File, $"array '{prefix}{Offsets}'");
        if (offsets.Length == 0 || offsets[0] != 0 || offsets[^1] != events)
            throw at.Error($"the offsets do not run from 0 to the {events} events", "they are one more than the samples");
        int[] samples = new int[events];
        for (int s = 0; s + 1 < offsets.Length; s++)
        {
            if (offsets[s + 1] < offsets[s] || offsets[s + 1] > events)
                throw at.ErrorAt($"element {s + 1}", $"{offsets[s + 1]} after {offsets[s]} is out of order", "offsets ascend");
            samples.AsSpan(offsets[s], offsets[s + 1] - offsets[s]).Fill(s);
        }
        return samples;
    }

    private static int? Scalar(NpzFile file, string name)
    {
        if (file.Find(name) is not { } array)
            return null;
        const int Most = 1 << 24;
        int[] values = array.ToInt32();
        return values.Length == 1 && values[0] is >= 0 and <= Most
            ? values[0]
            : throw array.Error($"one number of ticks from 0 to {Most} was expected");
    }
}
