using Neuro.Benchmarks.Workloads;
using Neuro.Ir;
using Neuro.Runtime.Packages;

namespace Neuro.Benchmarks;

/// <summary>
/// What programs need in memory: packages are written here and run in a process of their own, which reads /proc/self/status.
/// </summary>
/// <param name="options">What to run.</param>
/// <param name="directory">Where packages are put.</param>
internal sealed class MemoryBenchmark(BenchmarkOptions options, string directory)
{
    private const double Megabyte = 1 << 20;

    /// <summary>The figures that were asked for.</summary>
    public IReadOnlyList<MemoryRow> Run()
    {
        if (!OperatingSystem.IsLinux())
            return [];
        if (options.Large)
            return [.. Large()];
        return options.Only.Count == 0 || options.Only.Contains("memory") ? [.. Cuba()] : [];
    }

    private IEnumerable<MemoryRow> Cuba()
    {
        PackageRun full = Child(CubaNetwork.Create(ticksPerMillisecond: 1).Program, ticks: 1000);
        // The same neurons with a hundredth of the synapses: what remains is the runtime's own.
        PackageRun sparse = Child(CubaNetwork.Create(1, excitatoryInDegree: 8, inhibitoryInDegree: 2).Program, ticks: 1000);
        double bytesPerSynapse = (full.ResidentBytes - sparse.ResidentBytes) / (CubaNetwork.Neurons * 990.0);
        yield return new("W1: peak resident memory of the process", full.PeakBytes / Megabyte, "MB", 160);
        yield return new("W1: resident bytes per static synapse", bytesPerSynapse, "bytes", 4);
    }

    private IEnumerable<MemoryRow> Large()
    {
        Console.Error.WriteLine("large: generating a million neurons and a hundred million synapses");
        PackageRun run = Child(LargeNetwork.Create(), ticks: 100);
        Console.Error.WriteLine(
            $"large: loaded in {run.LoadSeconds:0.0} s; 100 ticks in {run.RunSeconds:0.0} s, "
            + $"{run.Spikes} spikes, {run.SynapticEvents} synaptic events");
        yield return new("1e6 neurons, 1e8 synapses: peak resident memory", run.PeakBytes / Megabyte, "MB", 4096);
    }

    private PackageRun Child(SpikeProgram program, int ticks)
    {
        string path = Path.Combine(directory, $"{program.Name}.nrx");
        new NrxPackage { Program = program }.Save(path);
        return PackageRun.InChild(path, ticks, threads: 2);
    }
}
