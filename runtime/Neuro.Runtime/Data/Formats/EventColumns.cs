namespace Neuro.Runtime.Data.Formats;

/// <summary>A list of events as a file holds it, one entry per event in each column.</summary>
internal sealed record EventColumns
{
    // Names of the columns, in archives and in CSV headers alike; the first is the one that is written.
    public static readonly string[] TimeNames = ["t", "tick", "ticks", "time", "times"];
    public static readonly string[] IndexNames = ["i", "index", "indices", "neuron"];
    public static readonly string[] PolarityNames = ["p", "polarity"];
    public static readonly string[] PayloadNames = ["payload", "payloads", "count", "value"];
    public static readonly string[] SampleNames = ["sample", "samples", "trial"];

    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>Says where event e lies in the file.</summary>
    public required Func<int, string> Place { get; init; }

    /// <summary>Ticks, or microseconds where the options say how many make a tick.</summary>
    public required double[] Times { get; init; }

    /// <summary>Neuron indices; null where coordinates are given.</summary>
    public int[]? Indices { get; init; }

    /// <summary>Columns of an event camera: x; index = (p·H + y)·W + x.</summary>
    public int[]? X { get; init; }

    /// <summary>Row; null: 0.</summary>
    public int[]? Y { get; init; }

    /// <summary>Polarity; null: the sensor has no such axis.</summary>
    public int[]? P { get; init; }

    /// <summary>Payloads; null: all 1.</summary>
    public int[]? Payloads { get; init; }

    /// <summary>Whether the events of a tick keep their order, and repetitions of a neuron.</summary>
    public bool InOrder { get; init; }

    /// <summary>The sample of each event; null: one sample.</summary>
    public int[]? Samples { get; init; }

    /// <summary>Number of samples, where the file says.</summary>
    public int? SampleCount { get; init; }

    /// <summary>Ticks of every sample, where the file says.</summary>
    public int? TickCount { get; init; }

    /// <summary>Shape of the population, where the file says.</summary>
    public int[]? Shape { get; init; }

    /// <summary>Labels of the samples.</summary>
    public int[]? Labels { get; init; }

    /// <summary>An error about event <paramref name="e"/>.</summary>
    public DataException Error(int e, string message, string hint = "") => new(File, Place(e), message, hint);
}
