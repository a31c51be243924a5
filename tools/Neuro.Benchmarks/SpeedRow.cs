namespace Neuro.Benchmarks;

/// <summary>One comparison: our backend and a peer on a workload.</summary>
internal sealed record SpeedRow
{
    /// <summary>The workload.</summary>
    public required string Workload { get; init; }

    /// <summary>Threads of our backend.</summary>
    public required int Threads { get; init; }

    /// <summary>Who it is compared with.</summary>
    public required string Peer { get; init; }

    /// <summary>Our median time of one run.</summary>
    public required double Seconds { get; init; }

    /// <summary>The peer's median time of one run.</summary>
    public required double PeerSeconds { get; init; }

    /// <summary>The peer's time over ours.</summary>
    public required double Speed { get; init; }

    /// <summary>What <see cref="Speed"/> should be at least.</summary>
    public required double? Bar { get; init; }

    /// <summary>Spikes of one run.</summary>
    public required long Spikes { get; init; }

    /// <summary>The peer's spikes of one run.</summary>
    public required long PeerSpikes { get; init; }

    /// <summary>Both compute with the same integers, yet spikes or deliveries differ: the figure means nothing.</summary>
    public required bool Void { get; init; }

    /// <summary>Our synaptic events per second.</summary>
    public required double EventsPerSecond { get; init; }

    /// <summary>What a run takes at least (<see cref="Floors"/>).</summary>
    public required double FloorSeconds { get; init; }
}
