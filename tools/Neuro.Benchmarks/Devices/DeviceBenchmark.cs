using Neuro.Emulator.Cpu;
using Neuro.Emulator.Ilgpu;
using Neuro.Emulator.OpenCL;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Benchmarks.Devices;

/// <summary>
/// Every device of the GPU backends beside the CPU backend on the same programs, in one run: both take turns, repetition by
/// repetition, and ratios are medians over pairs. Sizes fit the device: a CPU that is reached through OpenCL gets small ones.
/// </summary>
/// <param name="options">What to run.</param>
internal sealed class DeviceBenchmark(BenchmarkOptions options)
{
    private readonly List<DeviceRow> _rows = [];
    private readonly List<string> _notes = [];
    private readonly Lazy<double> _hostBandwidth = new(() => MemoryBandwidth.Measure(Environment.ProcessorCount));

    /// <summary>Measures every workload that was asked for on every device that was asked for.</summary>
    public Report Run()
    {
        IBackendProvider[] providers = [new IlgpuBackendProvider(), new OpenCLBackendProvider()];
        foreach (IBackendProvider provider in providers)
        {
            _notes.Add($"{provider.Name}: {provider.Library}");
            if (provider.Missing is { } missing)
                _notes.Add($"{provider.Name} is not measured: {missing.What}; {missing.Remedy}");
            foreach (ComputeDevice device in provider.Devices)
            {
                string name = $"{provider.Name}:{device.Index}";
                if (options.Device is { } only && only != name && only != provider.Name)
                    continue;
                _notes.Add($"{name}: {device.Name}, {device.Driver}");
                foreach ((string workload, Func<DeviceWorkload> make) in Workloads(device))
                {
                    if (options.Wants(workload))
                        Measure(provider, device, make());
                }
            }
        }
        if (_hostBandwidth.IsValueCreated)
            _notes.Add($"floors on CPUs: copies at {_hostBandwidth.Value / 1e9:0} GB/s, reads and writes together");
        return new([], [], [], _notes) { Devices = _rows };
    }

    private IEnumerable<(string Name, Func<DeviceWorkload> Make)> Workloads(ComputeDevice device)
    {
        bool large = device.Kind != DeviceKind.Cpu;
        yield return ("updates", () => large ? DeviceWorkload.Updates(16_000_000, 100) : DeviceWorkload.Updates(1_000_000, 20));
        yield return ("delivery", () => DeviceWorkload.Delivery(
            options.Neurons ?? (large ? 1_000_000 : 100_000), options.Degree ?? (large ? 1000 : 100), ticks: 200));
        foreach (int batch in large ? (int[])[1, 256, 4096] : [1, 64])
            yield return ($"dense-b{batch}", () => DeviceWorkload.Dense(batch));
        foreach (bool noise in (bool[])[false, true])
            yield return (noise ? "reads-noise" : "reads", () => DeviceWorkload.Reads(large ? 4096 : 32, noise));
    }

    private void Measure(IBackendProvider provider, ComputeDevice device, DeviceWorkload workload)
    {
        ProgramVerifier.ThrowIfInvalid(workload.Program);
        string name = $"{provider.Name}:{device.Index}";
        int threads = Environment.ProcessorCount;
        using BackendContender cpu = new("cpu", () => new CpuBackend(), workload, threads);
        using BackendContender other = new(name, () => provider.Create(device), workload, threads);
        Console.Error.WriteLine($"{workload.Name}: preparing the CPU and {name}");
        cpu.Prepare();
        other.Prepare();
        for (int repetition = 1; repetition <= options.Repetitions && other.Unavailable is null; repetition++)
        {
            Console.Error.WriteLine($"{workload.Name}: repetition {repetition}/{options.Repetitions}");
            cpu.Measure();
            other.Measure();
        }
        if (other.Unavailable is { } why)
            _notes.Add($"{workload.Name}: {name}: not available ({why})");
        else
            _rows.Add(Row(device, workload, cpu, other));
    }

    private DeviceRow Row(ComputeDevice device, DeviceWorkload workload, BackendContender cpu, BackendContender other)
    {
        bool isCpu = device.Kind == DeviceKind.Cpu;
        double? bandwidth = isCpu ? _hostBandwidth.Value : options.Bandwidth;
        double[] ratios = [.. other.Measurements.Zip(cpu.Measurements, (o, c) => o.Seconds / c.Seconds).Order()];
        double simulated = workload.Ticks * workload.Program.TimeStep.ToDouble();
        return new()
        {
            Workload = workload.Name,
            Device = other.Name,
            Seconds = other.Median,
            CpuSeconds = cpu.Median,
            Ratio = ratios[ratios.Length / 2],
            Bar = isCpu && other.Name.StartsWith("opencl", StringComparison.Ordinal) ? workload.Bar : null,
            Rate = workload.Work(other.Counted) / other.Median,
            Unit = workload.Unit,
            FloorSeconds = bandwidth is { } bytes ? workload.Bytes?.Invoke(other.Counted) / bytes : null,
            RealTime = workload.IsTimed ? simulated / other.Median : null,
            Void = other.Counted != cpu.Counted,
        };
    }
}
