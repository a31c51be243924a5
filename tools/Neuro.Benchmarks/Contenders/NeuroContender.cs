using System.Diagnostics;
using Neuro.Benchmarks.Workloads;
using Neuro.Emulator.Cpu;
using Neuro.Runtime;

namespace Neuro.Benchmarks.Contenders;

/// <summary>Our CPU backend.</summary>
internal sealed class NeuroContender(Workload workload, int threads) : Contender("neuro", threads)
{
    private ISession? _session;

    /// <inheritdoc/>
    public override void Prepare()
    {
        SessionOptions options = new() { BatchSize = workload.BatchSize, Threads = Threads };
        _session = new CpuBackend().Open(workload.Program, options);
        // Warm: twice, as long as a measurement, so that everything is compiled at its final tier.
        for (int i = 0; i < 2 * workload.Repetitions; i++)
            RunOnce();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _session?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Measurement Run()
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < workload.Repetitions; i++)
            RunOnce();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds / workload.Repetitions;
        Counters total = default;
        for (int slot = 0; slot < workload.BatchSize; slot++)
            total += _session!.Counters(slot);
        return new(seconds, total.Spikes, total.SynapticEvents);
    }

    private void RunOnce()
    {
        _session!.Reset();
        _session.Run(workload.Input, workload.Ticks);
    }
}
