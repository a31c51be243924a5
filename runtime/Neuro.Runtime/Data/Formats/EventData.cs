namespace Neuro.Runtime.Data.Formats;

/// <summary>
/// Makes a data set of a list of events: checks every column, finds the sizes that the file does not say, groups by sample.
/// </summary>
internal sealed class EventData
{
    // Ends a damaged file whose one wild number would ask for arrays out of proportion; the options can ask for more.
    private const int MostInferredTicks = 1 << 24;
    private const int MostInferredSamples = 1 << 20;

    private readonly EventColumns _columns;
    private readonly int _neurons;
    private readonly int _ticks;
    private readonly int[] _eventTicks;
    private readonly int[] _eventIndices;

    // Events of sample s: _order[_starts[s] .. _starts[s + 1]).
    private readonly int[] _order;
    private readonly int[] _starts;

    private EventData(EventColumns columns, DataOptions options, out int[] shape)
    {
        _columns = columns;
        CheckLengths();
        _eventTicks = Ticks(options.TickMicroseconds);
        _ticks = options.Ticks
            ?? columns.TickCount
            ?? Extent(_eventTicks, MostInferredTicks, "tick", "say how many to keep with --ticks");
        (shape, _eventIndices) = Indices(options.Shape ?? columns.Shape, options.EventShape);
        _neurons = Size(shape);
        (_order, _starts) = Group();
    }

    /// <summary>The data set of <paramref name="columns"/>.</summary>
    public static SpikeDataset Open(string name, EventColumns columns, DataOptions options)
    {
        if (options.Encoder is not null)
            throw new DataException(columns.File, "", "these are events, which need no encoder", "drop --encoder");
        EventData data = new(columns, options, out int[] shape);
        return new(name, shape, data._ticks, data._starts.Length - 1, data.Sample, columns.Labels);
    }

    private SpikeTrain Sample(int sample)
    {
        int[] kept = [.. _order[_starts[sample].._starts[sample + 1]].Where(e => _eventTicks[e] < _ticks)];
        int[] ticks = [.. kept.Select(e => _eventTicks[e])];
        int[] indices = [.. kept.Select(e => _eventIndices[e])];
        int[] payloads = _columns.Payloads is { } all ? [.. kept.Select(e => all[e])] : [];
        try
        {
            return _columns.InOrder
                ? SpikeTrain.FromEventsInOrder(_ticks, _neurons, ticks, indices, payloads)
                : SpikeTrain.FromEvents(_ticks, _neurons, ticks, indices, payloads);
        }
        catch (OverflowException e)
        {
            throw new DataException(_columns.File, $"sample {sample}", "payloads of one neuron and tick add up beyond 32 bits",
                "", e);
        }
    }

    private void CheckLengths()
    {
        int count = _columns.Times.Length;
        int[]?[] others = [_columns.Indices, _columns.X, _columns.Y, _columns.P, _columns.Payloads, _columns.Samples];
        if (others.FirstOrDefault(c => c is not null && c.Length != count) is { } odd)
        {
            throw new DataException(
                _columns.File, "", $"there are {count} times of events, but {odd.Length} entries in another column",
                "all columns of an event list have one entry per event");
        }
    }

    private int[] Ticks(int? microsecondsPerTick)
    {
        int[] ticks = new int[_columns.Times.Length];
        for (int e = 0; e < ticks.Length; e++)
        {
            double time = _columns.Times[e];
            double tick = microsecondsPerTick is { } us ? Math.Floor(time / us) : time;
            if (!(tick >= 0 && tick < int.MaxValue && tick == Math.Floor(tick)))
                throw _columns.Error(e, $"time {time} is not a tick", "times are whole ticks from 0, or µs with --tick-us");
            ticks[e] = (int)tick;
        }
        return ticks;
    }

    // One more than the largest value; every value must be at least 0.
    private int Extent(int[] values, int most, string what, string hint)
    {
        int extent = 0;
        for (int e = 0; e < values.Length; e++)
        {
            if (values[e] < 0 || values[e] >= most)
                throw _columns.Error(e, $"{what} {values[e]} is out of range", hint);
            extent = Math.Max(extent, values[e] + 1);
        }
        return extent;
    }

    private (int[] Shape, int[] Indices) Indices(int[]? shape, int[]? expected)
    {
        const string Hint = "check that the recording fits the network's input, and the columns' order";
        if (_columns.Indices is { } indices)
        {
            shape ??= expected ?? [Math.Max(1, Extent(indices, int.MaxValue, "neuron", Hint))];
            CheckRange(indices, Size(shape), "neuron", Hint);
            return (shape, indices);
        }
        int[] x = _columns.X!;
        int[] y = _columns.Y ?? new int[x.Length];
        int[] p = _columns.P ?? new int[x.Length];
        int[] extents = [.. new[] { p, y, x }.Select(c => Math.Max(1, Extent(c, int.MaxValue, "coordinate", Hint)))];
        int axes = _columns.P is not null ? 3 : _columns.Y is not null ? 2 : 1;
        shape ??= expected?.Length == axes ? expected : extents[^axes..];
        if (shape.Length != axes)
        {
            throw new DataException(
                _columns.File, "", $"events with {axes} coordinates do not fit the shape ({string.Join(", ", shape)})",
                "shapes of event cameras are (polarities, height, width)");
        }
        int[] full = [.. Enumerable.Repeat(1, 3 - axes), .. shape];
        CheckRange(p, full[0], "polarity", Hint);
        CheckRange(y, full[1], "y", Hint);
        CheckRange(x, full[2], "x", Hint);
        Size(shape);
        return (shape, [.. Enumerable.Range(0, x.Length).Select(e => (((p[e] * full[1]) + y[e]) * full[2]) + x[e])]);
    }

    private void CheckRange(int[] values, int extent, string what, string hint)
    {
        for (int e = 0; e < values.Length; e++)
        {
            if ((uint)values[e] >= (uint)extent)
                throw _columns.Error(e, $"{what} {values[e]} is not from 0 to {extent - 1}", hint);
        }
    }

    private int Size(int[] shape)
    {
        long size = 1;
        foreach (int extent in shape)
        {
            size *= extent;
            if (extent < 1 || size > int.MaxValue)
            {
                throw new DataException(_columns.File, "", $"({string.Join(", ", shape)}) is not the shape of a population",
                    "check that the recording fits the network's input");
            }
        }
        return (int)size;
    }

    // Sorts the events by sample, keeping their order within one: a counting sort.
    private (int[] Order, int[] Starts) Group()
    {
        int[] samples = _columns.Samples ?? new int[_eventTicks.Length];
        int count = _columns.SampleCount ?? _columns.Labels?.Length
            ?? Math.Max(1, Extent(samples, MostInferredSamples, "sample", "number the samples from 0"));
        CheckRange(samples, count, "sample", "number the samples from 0");
        if (_columns.Labels is { } labels && labels.Length != count)
            throw new DataException(_columns.File, "", $"there are {labels.Length} labels for {count} samples", "see --labels");
        int[] starts = new int[count + 1];
        foreach (int sample in samples)
            starts[sample + 1]++;
        for (int s = 0; s < count; s++)
            starts[s + 1] += starts[s];
        int[] next = starts[..count];
        int[] order = new int[samples.Length];
        for (int e = 0; e < order.Length; e++)
            order[next[samples[e]]++] = e;
        return (order, starts);
    }
}
