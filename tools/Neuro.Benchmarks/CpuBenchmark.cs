using Neuro.Benchmarks.Contenders;
using Neuro.Benchmarks.Workloads;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Benchmarks;

/// <summary>
/// The CPU backend beside the plain-C loop, Brian 2 and PyTorch on the same networks in one run: all contenders of a workload
/// take turns, repetition by repetition, so that the machine's moods fall on all alike, and medians are compared.
/// </summary>
/// <param name="options">What to run.</param>
/// <param name="directory">Where peers and their data are put.</param>
internal sealed class CpuBenchmark(BenchmarkOptions options, string directory)
{
    private const double BarC = 0.8;
    private const double BarBrianOneThread = 2, BarBrianTwoThreads = 3;
    private const double BarTorch = 12;

    private readonly List<SpeedRow> _rows = [];
    private readonly List<string> _notes = [];

    /// <summary>Measures every workload that was asked for.</summary>
    public (IReadOnlyList<SpeedRow> Rows, IReadOnlyList<string> Notes) Run()
    {
        foreach ((string name, Func<Workload> make) in Workload.All)
        {
            if (!options.Wants(name))
                continue;
            Console.Error.WriteLine($"{name}: generating");
            Measure(make());
        }
        return (_rows, _notes);
    }

    private void Measure(Workload workload)
    {
        ProgramVerifier.ThrowIfInvalid(workload.Program);
        string data = Path.Combine(directory, "network.bin");
        using (FileStream stream = File.Create(data))
            workload.WritePeerData(new(stream));
        List<Contender> contenders = [.. Contenders(workload, data)];
        try
        {
            Measure(workload, contenders);
        }
        finally
        {
            foreach (Contender contender in contenders)
                contender.Dispose();
        }
    }

    private IEnumerable<Contender> Contenders(Workload workload, string data)
    {
        foreach (int threads in (int[])[1, 2])
        {
            yield return new NeuroContender(workload, threads);
            yield return new CContender(workload, threads, data, directory);
        }
        if (!options.Peers)
            yield break;
        if (workload.BrianTicksPerMillisecond is { } resolution)
        {
            yield return new BrianContender(1, resolution, data, directory);
            yield return new BrianContender(2, resolution, data, directory);
        }
        if (workload.RunsInTorch)
            yield return new TorchContender(2, data);
    }

    private void Measure(Workload workload, List<Contender> contenders)
    {
        foreach (Contender contender in contenders)
        {
            Console.Error.WriteLine($"{workload.Name}: preparing {contender.Name}, {contender.Threads} threads");
            contender.Prepare();
        }
        for (int repetition = 1; repetition <= options.Repetitions; repetition++)
        {
            Console.Error.WriteLine($"{workload.Name}: repetition {repetition}/{options.Repetitions}");
            foreach (Contender contender in contenders)
                contender.Measure();
        }
        foreach (Contender contender in contenders.Where(c => c.Unavailable is not null))
        {
            string who = $"{contender.Name}, {contender.Threads} threads";
            _notes.Add($"{workload.Name}: {who}: not available ({contender.Unavailable})");
        }
        foreach (Contender neuro in contenders.Where(c => c.Name == "neuro"))
        {
            foreach (Contender peer in contenders.Where(c => c.Unavailable is null && IsComparedWith(neuro, c)))
                _rows.Add(Row(workload, neuro, peer));
        }
    }

    /// <summary>Peers with as many threads; of Brian, whose threads may slow it down, also the program with fewer.</summary>
    private static bool IsComparedWith(Contender neuro, Contender peer) => peer.Name switch
    {
        "neuro" => false,
        "brian2" => peer.Threads <= neuro.Threads,
        _ => peer.Threads == neuro.Threads,
    };

    private static SpeedRow Row(Workload workload, Contender neuro, Contender peer)
    {
        Measurement ours = neuro.Measurements[0];
        Measurement theirs = peer.Measurements[0];
        Counters counters = new(0, 0, ours.SynapticEvents!.Value, Updates(workload));
        return new()
        {
            Workload = workload.Name,
            Threads = neuro.Threads,
            Peer = peer.Threads == neuro.Threads ? peer.Name : $"{peer.Name} ({peer.Threads} thread)",
            Seconds = neuro.Median,
            PeerSeconds = peer.Median,
            Speed = peer.Median / neuro.Median,
            Bar = Bar(workload, neuro.Threads, peer),
            Spikes = ours.Spikes,
            PeerSpikes = theirs.Spikes,
            // Peers that count deliveries compute with the same integers; the others in floating point.
            Void = theirs.SynapticEvents is { } events && neuro.Measurements.Concat(peer.Measurements)
                .Any(m => m.Spikes != theirs.Spikes || m.SynapticEvents != events),
            EventsPerSecond = ours.SynapticEvents!.Value / neuro.Median,
            FloorSeconds = Floors.Seconds(workload, counters, neuro.Threads),
        };
    }

    private static double? Bar(Workload workload, int threads, Contender peer) => peer.Name switch
    {
        "C" => BarC,
        "brian2" => threads == 1 ? BarBrianOneThread : BarBrianTwoThreads,
        "torch" => workload.BatchSize > 1 ? BarTorch : null,
        _ => null,
    };

    private static long Updates(Workload workload) =>
        (long)workload.Ticks * workload.BatchSize * workload.Program.Populations.Where(p => !p.IsInput).Sum(p => p.Size);
}
