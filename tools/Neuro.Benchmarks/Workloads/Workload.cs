using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Benchmarks.Workloads;

/// <summary>A network, its input and how long it runs: what is measured, on every side the same.</summary>
internal sealed record Workload
{
    /// <summary>Short name: "W1 1 ms".</summary>
    public required string Name { get; init; }

    /// <summary>The network for our backends.</summary>
    public required SpikeProgram Program { get; init; }

    /// <summary>Ticks of one run, from the initial state.</summary>
    public required int Ticks { get; init; }

    /// <summary>Samples of one run, side by side.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>External events of every slot.</summary>
    public InputBatch Input { get; init; } = InputBatch.Silent;

    /// <summary>Runs that are timed together, so that a measurement lasts tens of milliseconds.</summary>
    public int Repetitions { get; init; } = 1;

    /// <summary>Whether synapses are scattered (sparse rows) or added in rows (dense): what the floor of an event is.</summary>
    public bool Scattered { get; init; }

    /// <summary>Its resolution, where Brian 2 runs it too.</summary>
    public int? BrianTicksPerMillisecond { get; init; }

    /// <summary>Whether PyTorch runs it too.</summary>
    public bool RunsInTorch { get; init; }

    /// <summary>The plain-C loop of the same network: a file of C/.</summary>
    public required string CSource { get; init; }

    /// <summary>Writes what the C loop reads.</summary>
    public required Action<PeerData> WritePeerData { get; init; }

    /// <summary>The workloads of the CPU benchmark, by name, made when asked for.</summary>
    public static IReadOnlyList<(string Name, Func<Workload> Make)> All { get; } =
    [
        ("W1-1ms", () => CubaNetwork.Create(ticksPerMillisecond: 1)),
        ("W1-0.1ms", () => CubaNetwork.Create(ticksPerMillisecond: 10)),
        ("W1b", CobaNetwork.Create),
        ("W2-b1-5%", () => FeedForwardNetwork.Create(batchSize: 1, inputPercent: 5)),
        ("W2-b1-7%", () => FeedForwardNetwork.Create(batchSize: 1, inputPercent: 7)),
        ("W2-b1-10%", () => FeedForwardNetwork.Create(batchSize: 1, inputPercent: 10)),
        ("W2-b256-5%", () => FeedForwardNetwork.Create(batchSize: 256, inputPercent: 5)),
        ("W2-b256-7%", () => FeedForwardNetwork.Create(batchSize: 256, inputPercent: 7)),
        ("W2-b256-10%", () => FeedForwardNetwork.Create(batchSize: 256, inputPercent: 10)),
        ("W3", RecurrentNetwork.Create),
    ];
}
