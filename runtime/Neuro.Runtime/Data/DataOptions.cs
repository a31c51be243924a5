using Neuro.Runtime.Encoding;

namespace Neuro.Runtime.Data;

/// <summary>What a file does not say about itself. Everything has a sensible default.</summary>
public sealed record DataOptions
{
    /// <summary>The defaults.</summary>
    public static DataOptions Default { get; } = new();

    /// <summary>Name of the format (<see cref="DataFormats.All"/>); null: told by the file's name.</summary>
    public string? Format { get; init; }

    /// <summary>Name of the array of an .npz file; null: spikes, x or data, else the first that holds no labels.</summary>
    public string? Array { get; init; }

    /// <summary>
    /// What the axes of an array mean: B samples, T ticks, N neurons, where N stands for all axes between its neighbours. Null:
    /// BTN, or TN for two axes; with an encoder BN.
    /// </summary>
    public string? Layout { get; init; }

    /// <summary>
    /// Where labels are: a file, the name of an array in the same .npz file, or "none"; null: where the format keeps them.
    /// </summary>
    public string? Labels { get; init; }

    /// <summary>Ticks per sample: longer recordings are cut, shorter ones extended by silence. Null: as recorded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int? Ticks
    {
        get;
        init => field = value is null or > 0 ? value : throw OutOfRange("there is at least one tick");
    }

    /// <summary>
    /// Microseconds per tick, for recordings whose events carry times in µs; null: N-MNIST 1000, event lists are in ticks.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int? TickMicroseconds
    {
        get;
        init => field = value is null or > 0 ? value : throw OutOfRange("a tick has at least one microsecond");
    }

    /// <summary>Shape of the population; null: as the file says, or as large as its indices need.</summary>
    public int[]? Shape { get; init; }

    /// <summary>Shape of the population that a list of events is for; taken where the file gives none of as many axes.</summary>
    public int[]? EventShape { get; init; }

    /// <summary>Turns images and other analog values into spikes; null: the values are spikes already.</summary>
    public Encoder? Encoder { get; init; }

    /// <summary>
    /// The value that an encoder sees as 1; null: 255 for bytes, 1 where no magnitude exceeds 1, else the largest magnitude.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public double? FullScale
    {
        get;
        init => field = value is null or (> 0 and < double.PositiveInfinity) ? value : throw OutOfRange("full scale is above 0");
    }

    /// <summary>
    /// Whether, without a full scale, values that are no bytes are taken as they are, instead of being scaled to 1.
    /// </summary>
    public bool KeepsScale { get; init; }

    /// <summary>For folders with a labels.csv that has a split column: which split to take; null: all.</summary>
    public string? Split { get; init; }

    private static ArgumentOutOfRangeException OutOfRange(string message) => new(message, (Exception?)null);
}
