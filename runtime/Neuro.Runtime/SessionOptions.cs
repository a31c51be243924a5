namespace Neuro.Runtime;

/// <summary>How a session runs. None of it changes a result.</summary>
public sealed record SessionOptions
{
    /// <summary>Number of samples that run side by side, each with states of its own.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Number of threads at most: a backend takes fewer where that is faster.</summary>
    public int Threads { get; init; } = 1;
}
