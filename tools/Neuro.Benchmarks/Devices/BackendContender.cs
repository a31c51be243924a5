using System.Diagnostics;
using Neuro.Benchmarks.Contenders;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;

namespace Neuro.Benchmarks.Devices;

/// <summary>A backend at a workload.</summary>
/// <param name="name">Who it is: "opencl:0".</param>
/// <param name="backend">What executes.</param>
/// <param name="workload">What is executed.</param>
/// <param name="threads">Threads that it may use of the CPU.</param>
internal sealed class BackendContender(string name, Func<IBackend> backend, DeviceWorkload workload, int threads)
    : Contender(name, threads)
{
    private ISession? _session;

    /// <summary>What has been executed in the last run.</summary>
    public Counters Counted { get; private set; }

    /// <inheritdoc/>
    public override void Prepare()
    {
        try
        {
            _session = backend().Open(workload.Program, new() { BatchSize = workload.BatchSize, Threads = Threads });
            // Twice, so that everything is compiled at its final tier.
            for (int i = 0; i < 2; i++)
                RunOnce();
        }
        catch (Exception e) when (e is DeviceException or DiagnosticException)
        {
            Unavailable = e.Message;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _session?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Measurement? Run()
    {
        try
        {
            long start = Stopwatch.GetTimestamp();
            RunOnce();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return new(seconds, Counted.Spikes, Counted.SynapticEvents);
        }
        catch (DeviceException e)
        {
            Unavailable = e.Message;
            return null;
        }
    }

    // Counters are only known when all is done.
    private void RunOnce()
    {
        _session!.Reset();
        _session.Run(workload.Input, workload.Ticks);
        Counters total = default;
        for (int slot = 0; slot < workload.BatchSize; slot++)
            total += _session.Counters(slot);
        Counted = total;
    }
}
