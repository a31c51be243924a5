using System.Runtime.InteropServices;

namespace Neuro.Runtime;

/// <summary>A device on which a backend can execute programs, as its driver describes it.</summary>
public sealed record ComputeDevice
{
    private static readonly Lazy<ComputeDevice> HostProcessors = new(FindHost);

    /// <summary>Its number among the devices of its backend, from 0: what stands behind the colon in <c>opencl:1</c>.</summary>
    public required int Index { get; init; }

    /// <summary>Its name: "NVIDIA H200", "cpu-haswell-AMD EPYC".</summary>
    public required string Name { get; init; }

    /// <summary>What sort of processor it is.</summary>
    public required DeviceKind Kind { get; init; }

    /// <summary>The platform and version of the driver, for people and for keys of caches: "Portable Computing Language, 3.1".
    /// </summary>
    public required string Driver { get; init; }

    /// <summary>Bytes of its memory; 0 where unknown.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Bytes of the largest single buffer; 0 where that is all of the memory or unknown.</summary>
    public long LargestBufferBytes { get; init; }

    /// <summary>Multiprocessors, compute units or processors; at least 1.</summary>
    public int ComputeUnits { get; init; } = 1;

    /// <summary>Highest clock in MHz; 0 where unknown.</summary>
    public int ClockMegahertz { get; init; }

    /// <summary>The machine's own processors, as number 0.</summary>
    public static ComputeDevice Host => HostProcessors.Value;

    private static ComputeDevice FindHost() => new()
    {
        Index = 0,
        Name = ModelOfProcessor() ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Kind = DeviceKind.Cpu,
        Driver = RuntimeInformation.FrameworkDescription,
        MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        ComputeUnits = Environment.ProcessorCount,
    };

    private static string? ModelOfProcessor()
    {
        const string file = "/proc/cpuinfo";
        try
        {
            string? line = File.Exists(file)
                ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
                : null;
            return line?.Split(':')[^1].Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
