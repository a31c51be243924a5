namespace Neuro.Benchmarks.Learning;

/// <summary>Learning on our CPU backend beside a plain-C loop of the same network.</summary>
internal sealed record LearningRow
{
    /// <summary>The workload.</summary>
    public required string Workload { get; init; }

    /// <summary>Our median time of one run.</summary>
    public required double Seconds { get; init; }

    /// <summary>The C loop's median time; null where there is no compiler.</summary>
    public required double? PeerSeconds { get; init; }

    /// <summary>The C loop's time over ours, the median over repetitions in which both took turns.</summary>
    public required double? Speed { get; init; }

    /// <summary>What <see cref="Speed"/> should be at least.</summary>
    public required double Bar { get; init; }

    /// <summary>Executions of update rules at a synapse in one run.</summary>
    public required long Updates { get; init; }

    /// <summary>Our updates per second.</summary>
    public required double UpdatesPerSecond { get; init; }

    /// <summary>Network time over our time; null where the ticks stand for no time.</summary>
    public required double? RealTime { get; init; }

    /// <summary>What <see cref="RealTime"/> should be at least.</summary>
    public required double? RealTimeBar { get; init; }

    /// <summary>What the updates take at least.</summary>
    public required double FloorSeconds { get; init; }

    /// <summary>Spikes, updates or learned weights differ: the figure means nothing.</summary>
    public required bool Void { get; init; }
}
