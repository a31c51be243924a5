using System.Diagnostics;
using System.Text.Json;
using Neuro.Emulator.Cpu;
using Neuro.Runtime;
using Neuro.Runtime.Packages;

namespace Neuro.Benchmarks;

/// <summary>What a process that does nothing but load a package and run it needs, by its own account.</summary>
/// <param name="PeakBytes">Largest resident set of the process.</param>
/// <param name="ResidentBytes">Resident set after the run, with the session still open.</param>
/// <param name="LoadSeconds">Time to load the package and open a session.</param>
/// <param name="RunSeconds">Time of the run.</param>
/// <param name="Spikes">Spikes of the run.</param>
/// <param name="SynapticEvents">Deliveries of the run.</param>
internal sealed record PackageRun(
    long PeakBytes, long ResidentBytes, double LoadSeconds, double RunSeconds, long Spikes, long SynapticEvents)
{
    /// <summary>Loads and runs <paramref name="package"/> in a process of its own.</summary>
    public static PackageRun InChild(string package, int ticks, int threads)
    {
        string self = Environment.ProcessPath!;
        string[] arguments = ["run-package", package, $"{ticks}", $"{threads}"];
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
            arguments = [typeof(PackageRun).Assembly.Location, .. arguments];
        (int code, string output, string error) = Contenders.PeerProcess.Run(self, null, arguments);
        return code == 0
            ? JsonSerializer.Deserialize<PackageRun>(output)!
            : throw new InvalidOperationException($"the child process failed: {error}");
    }

    /// <summary>The child: FILE TICKS THREADS.</summary>
    public static int Child(ReadOnlySpan<string> arguments)
    {
        (string package, int ticks, int threads) = (arguments[0], int.Parse(arguments[1]), int.Parse(arguments[2]));
        long start = Stopwatch.GetTimestamp();
        using ISession session = new CpuBackend().Open(NrxPackage.Load(package).Program, new() { Threads = threads });
        double load = Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        session.Run(InputBatch.Silent, ticks);
        double run = Stopwatch.GetElapsedTime(start).TotalSeconds;
        GC.Collect();
        Counters counters = session.Counters(0);
        PackageRun result = new(Status("VmHWM"), Status("VmRSS"), load, run, counters.Spikes, counters.SynapticEvents);
        Console.WriteLine(JsonSerializer.Serialize(result));
        GC.KeepAlive(session);
        return 0;
    }

    /// <summary>A line of /proc/self/status, in bytes.</summary>
    private static long Status(string key)
    {
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(key, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]);
    }
}
