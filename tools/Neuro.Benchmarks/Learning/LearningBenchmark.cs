using System.Diagnostics;
using System.Globalization;
using Neuro.Benchmarks.Contenders;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Ilgpu;
using Neuro.Emulator.OpenCL;
using Neuro.Runtime;

namespace Neuro.Benchmarks.Learning;

/// <summary>The learning of the CPU backend, or of the device that is asked for, beside plain C; one thread on both sides, where
/// it is a CPU's; both take turns, repetition by repetition.</summary>
/// <param name="options">What to run.</param>
/// <param name="directory">Where the C program and its data are put.</param>
internal sealed class LearningBenchmark(BenchmarkOptions options, string directory)
{
    private const double Bar = 0.7;
    private const double RealTimeBar = 20;

    // About 10 operations on 16 lanes, two a cycle, which is more than a weight's 2 bytes take to and from the second-level cache
    // at 32 bytes a cycle.
    private const double NanosecondsPerUpdate = 0.08;

    /// <summary>Measures every workload that was asked for.</summary>
    public Report Run()
    {
        List<LearningRow> rows = [];
        foreach ((string name, Func<StdpNetwork> make) in
            (ReadOnlySpan<(string, Func<StdpNetwork>)>)[("L1", StdpNetwork.Pairs), ("L2", StdpNetwork.Network)])
        {
            if (options.Wants(name))
                rows.Add(Measure(name, make()));
        }
        return new([], [], [], []) { Learning = rows };
    }

    private LearningRow Measure(string name, StdpNetwork network)
    {
        string? peer = CompilePeer(network, out string data);
        using ILearningSession session = Backend().OpenLearning(network.Program, new());
        Run(session, network);
        List<Figures> ours = [];
        List<Figures> theirs = [];
        for (int repetition = 1; repetition <= options.Repetitions; repetition++)
        {
            Console.Error.WriteLine($"{name}: repetition {repetition}/{options.Repetitions}");
            ours.Add(Run(session, network));
            if (peer is not null)
                theirs.Add(RunPeer(peer, data));
        }
        double seconds = Median(ours.Select(f => f.Seconds));
        return new()
        {
            Workload = name,
            Seconds = seconds,
            PeerSeconds = peer is null ? null : Median(theirs.Select(f => f.Seconds)),
            Speed = peer is null ? null : Median(ours.Zip(theirs, (o, t) => t.Seconds / o.Seconds)),
            Bar = Bar,
            Updates = ours[0].Updates,
            UpdatesPerSecond = ours[0].Updates / seconds,
            RealTime = network.IsNetwork ? network.Samples * network.Ticks * 1e-3 / seconds : null,
            RealTimeBar = network.IsNetwork ? RealTimeBar : null,
            FloorSeconds = 1e-9 * NanosecondsPerUpdate * ours[0].Updates,
            Void = ours.Concat(theirs).Any(f => f with { Seconds = 0 } != ours[0] with { Seconds = 0 }),
        };
    }

    private ILearningBackend Backend()
    {
        if (options.Device is not { } device)
            return new CpuBackend();
        string[] parts = device.Split(':');
        IBackendProvider provider =
            new IBackendProvider[] { new IlgpuBackendProvider(), new OpenCLBackendProvider() }.First(p => p.Name == parts[0]);
        return (ILearningBackend)provider.Create(provider.Devices[parts.Length > 1 ? int.Parse(parts[1]) : 0]);
    }

    private static Figures Run(ILearningSession session, StdpNetwork network)
    {
        long start = 0;
        for (int repetition = -1; repetition < network.Repetitions; repetition++)
        {
            // The first warms, as it does in C: the processor idled, or ran the other side.
            if (repetition == 0)
                start = Stopwatch.GetTimestamp();
            session.Reset();
            foreach (InputBatch sample in network.Inputs)
            {
                session.Run(sample, network.Ticks);
                if (network.IsNetwork)
                    session.NextSample();
            }
        }
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds / network.Repetitions;
        int[] weights = new int[StdpNetwork.Synapses];
        session.ReadSynapses("plastic", "weight", 0, weights);
        return new(
            seconds, session.Counters(0).Spikes, session.LearningCounters(0).RuleUpdates, StdpNetwork.Checksum(weights));
    }

    private string? CompilePeer(StdpNetwork network, out string data)
    {
        string program = Path.Combine(directory, "learn");
        data = Path.Combine(directory, "learn.bin");
        using (FileStream stream = File.Create(data))
            network.Write(new(stream));
        string source = PeerProcess.Beside(Path.Combine("C", "learn.c"));
        (int code, _, string error) = PeerProcess.Run("gcc", null, "-O3", "-march=native", "-fopenmp", source, "-o", program);
        if (code != 0)
            Console.Error.WriteLine($"gcc: {PeerProcess.LastLine(error)}");
        return code == 0 ? program : null;
    }

    private static Figures RunPeer(string program, string data)
    {
        (int code, string output, string error) = PeerProcess.Run(program, null, data);
        if (code != 0)
            throw new InvalidOperationException(PeerProcess.LastLine(error));
        string[] fields = output.Split(' ', StringSplitOptions.TrimEntries);
        return new(
            double.Parse(fields[0], CultureInfo.InvariantCulture), long.Parse(fields[1]), long.Parse(fields[2]),
            long.Parse(fields[3]));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>What one run took and did.</summary>
    private sealed record Figures(double Seconds, long Spikes, long Updates, long Checksum);
}
