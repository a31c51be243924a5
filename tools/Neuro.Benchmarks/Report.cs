using System.Text.Json;
using Neuro.Benchmarks.Crossbars;
using Neuro.Benchmarks.Devices;
using Neuro.Benchmarks.Learning;

namespace Neuro.Benchmarks;

/// <summary>All figures of one run, as a table for people or as JSON.</summary>
/// <param name="Speed">Comparisons.</param>
/// <param name="Memory">Figures of memory.</param>
/// <param name="Products">Rates of products.</param>
/// <param name="Notes">What could not be measured, and why.</param>
internal sealed record Report(
    IReadOnlyList<SpeedRow> Speed, IReadOnlyList<MemoryRow> Memory, IReadOnlyList<ProductRow> Products,
    IReadOnlyList<string> Notes)
{
    /// <summary>Devices beside the CPU backend.</summary>
    public IReadOnlyList<DeviceRow> Devices { get; init; } = [];

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Comparisons of learning.</summary>
    public IReadOnlyList<LearningRow> Learning { get; init; } = [];

    /// <summary>The figures as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new { SchemaVersion = 1, Machine = Machine(), Speed, Memory, Products, Devices, Learning, Notes }, Indented);

    /// <summary>The figures as tables.</summary>
    public override string ToString()
    {
        StringWriter text = new();
        text.WriteLine(Machine());
        if (Speed.Count > 0)
        {
            text.WriteLine();
            text.WriteLine(
                $"{"workload",-20}{"threads",8}  {"against",-20}{"neuro ms",11}{"peer ms",11}{"speed",8}{"bar",6}   "
                + $"{"events/s",9}{"floor ms",10}  spikes");
            foreach (SpeedRow row in Speed)
                text.WriteLine(Line(row));
        }
        if (Products.Count > 0)
        {
            text.WriteLine();
            text.WriteLine(
                $"{"size",-11}{"product",-26}{"GMAC/s",8}{"ms",10}{"floor ms",10}{"ratio",8}{"bar",6}  of");
            foreach (ProductRow row in Products)
                text.WriteLine(Line(row));
        }
        if (Devices.Count > 0)
        {
            text.WriteLine();
            text.WriteLine(
                $"{"workload",-30}{"device",-12}{"ms",11}{"cpu ms",11}{"time/cpu",10}{"bar",6}{"rate",10}  {"",-18}"
                + $"{"floor ms",10}");
            foreach (DeviceRow row in Devices)
                text.WriteLine(Line(row));
        }
        if (Learning.Count > 0)
        {
            text.WriteLine();
            text.WriteLine(
                $"{"workload",-10}{"neuro ms",10}{"C ms",10}{"speed",8}{"bar",6}{"updates",12}{"updates/s",11}{"floor ms",10}"
                + $"{"real time",11}{"bar",6}");
            foreach (LearningRow row in Learning)
                text.WriteLine(Line(row));
        }
        foreach (MemoryRow row in Memory)
        {
            string verdict = row.Value <= row.Bar ? "" : "  MISSED";
            text.WriteLine($"{row.Name,-58}{row.Value,10:0.##} {row.Unit,-8} bar {row.Bar:0.##}{verdict}");
        }
        foreach (string note in Notes)
            text.WriteLine($"note: {note}");
        return text.ToString();
    }

    private static string Line(SpeedRow row)
    {
        string spikes = row.Spikes == row.PeerSpikes ? $"{row.Spikes}" : $"{row.Spikes} / {row.PeerSpikes}";
        string verdict = row.Void ? "  VOID: spikes or deliveries differ" : row.Speed < row.Bar ? "  MISSED" : "";
        string speed = row.Void ? "void" : $"{row.Speed:0.00}";
        return $"{row.Workload,-20}{row.Threads,8}  {row.Peer,-20}{1e3 * row.Seconds,11:0.000}{1e3 * row.PeerSeconds,11:0.000}"
            + $"{speed,8}{row.Bar,6:0.0}   {row.EventsPerSecond,9:0.00e0}{1e3 * row.FloorSeconds,10:0.000}  {spikes}{verdict}";
    }

    private static string Line(ProductRow row)
    {
        string rate = $"{row.Workload,-11}{row.Product,-26}{row.Rate / 1e9,8:0.0}{1e3 * row.Seconds,10:0.000}";
        string verdict = row.Ratio < row.Bar ? "  MISSED" : "";
        return $"{rate}{1e3 * row.FloorSeconds,10:0.000}{row.Ratio,8:0.00}{row.Bar,6:0.00}  {row.Of}{verdict}";
    }

    private static string Line(DeviceRow row)
    {
        string verdict = row.Void ? "  VOID: spikes or deliveries differ"
            : row.Ratio > row.Bar ? "  MISSED"
            : row.Bar > 0 ? "  met"
            : "";
        string times = $"{1e3 * row.Seconds,11:0.000}{1e3 * row.CpuSeconds,11:0.000}{row.Ratio,10:0.00}{row.Bar,6:0.0}";
        string realTime = row.RealTime is { } factor ? $"  {factor:0.00} x real time" : "";
        return $"{row.Workload,-30}{row.Device,-12}{times}{row.Rate,10:0.000}  {row.Unit,-18}{1e3 * row.FloorSeconds,10:0.000}"
            + $"{realTime}{verdict}";
    }

    private static string Line(LearningRow row)
    {
        string verdict = row.Void ? "  VOID: spikes, updates or weights differ"
            : row.Speed < row.Bar || row.RealTime < row.RealTimeBar ? "  MISSED" : "";
        return $"{row.Workload,-10}{1e3 * row.Seconds,10:0.00}{1e3 * row.PeerSeconds,10:0.00}{row.Speed,8:0.00}{row.Bar,6:0.0}"
            + $"{row.Updates,12}{row.UpdatesPerSecond,11:0.00e0}{1e3 * row.FloorSeconds,10:0.00}"
            + $"{row.RealTime,11:0.0}{row.RealTimeBar,6}{verdict}";
    }

    private static string Machine()
    {
        string cpuinfo = File.Exists("/proc/cpuinfo") ? File.ReadAllText("/proc/cpuinfo") : "";
        string? line = cpuinfo.Split('\n').FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        string model = line?.Split(':')[1].Trim() ?? "unknown processor";
        return $"{model}, .NET {Environment.Version}; {new Emulator.Cpu.CpuBackend().Description}";
    }
}
