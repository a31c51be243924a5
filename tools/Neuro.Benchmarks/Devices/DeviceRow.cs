namespace Neuro.Benchmarks.Devices;

/// <summary>A device and the CPU backend at the same work.</summary>
internal sealed record DeviceRow
{
    /// <summary>The workload.</summary>
    public required string Workload { get; init; }

    /// <summary>The device: "opencl:0".</summary>
    public required string Device { get; init; }

    /// <summary>The device's median time of one run.</summary>
    public required double Seconds { get; init; }

    /// <summary>The CPU backend's, with all threads.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>The device's time over the CPU backend's: the median over pairs of runs that followed each other.</summary>
    public required double Ratio { get; init; }

    /// <summary>What <see cref="Ratio"/> should be at most; null without a bar.</summary>
    public required double? Bar { get; init; }

    /// <summary>Work per second on the device.</summary>
    public required double Rate { get; init; }

    /// <summary>What the rate counts: "G updates/s".</summary>
    public required string Unit { get; init; }

    /// <summary>What one run takes at least, for its traffic to memory; null where that is not what bounds it, or
    /// unknown.</summary>
    public required double? FloorSeconds { get; init; }

    /// <summary>Time simulated over time taken; null where the ticks stand for no time.</summary>
    public required double? RealTime { get; init; }

    /// <summary>Spikes or deliveries differ from the CPU backend's: the figure means nothing.</summary>
    public required bool Void { get; init; }
}
