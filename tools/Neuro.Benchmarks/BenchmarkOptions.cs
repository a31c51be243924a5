namespace Neuro.Benchmarks;

/// <summary>What the command line asked for.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>How to call the benchmark.</summary>
    public const string Usage = """
        usage: Neuro.Benchmarks cpu|crossbar|gpu|learn [options]

        cpu       the CPU backend beside the plain-C loops of the same networks, Brian 2 and PyTorch, and its memory
        crossbar  the CPU backend's reads of crossbars beside float products of the same size, OpenBLAS and plain C, two threads
        gpu       every device that the GPU backends find, beside the CPU backend with all threads: neuron updates, sparse
                  delivery, dense layers, reads of crossbars; small on devices that are the CPU itself
        learn     rules of plasticity on the CPU backend, or a device, beside a plain-C loop of the same networks, one thread

          --only NAME          only workloads whose name begins so (W1, W1-1ms, W1b, W2, W2-b256, W3, memory; 256, 512-b64, 1024;
                               updates, delivery, dense, reads; L1, L2); may be repeated
          --repetitions N      measurements of each contender, which take turns (default 7)
          --no-peers           without Brian 2, PyTorch and OpenBLAS
          --large              cpu: only the program of a million neurons and a hundred million synapses
          --device NAME        gpu: only this one, as --backend of neuro names it (opencl, ilgpu:1); learn: this one, not the CPU
          --neurons N          gpu: neurons of the balanced network (default 1000000; 100000 on a CPU)
          --degree N           gpu: synapses of each of them (default 1000; 100 on a CPU)
          --bandwidth GB/s     gpu: of the device's memory, for the floors; of a CPU it is measured
          --json               figures as JSON on stdout

        example: dotnet run -c Release --project tools/Neuro.Benchmarks -- cpu --only W1 --repetitions 9
        """;

    /// <summary>Beginnings of names of workloads; empty for all.</summary>
    public List<string> Only { get; init; } = [];

    /// <summary>Measurements of each contender.</summary>
    public int Repetitions { get; private set; } = 7;

    /// <summary>Whether to run Brian 2, PyTorch and OpenBLAS.</summary>
    public bool Peers { get; private set; } = true;

    /// <summary>Whether to run the large program instead of the workloads.</summary>
    public bool Large { get; private set; }

    /// <summary>The only device to measure; null for all.</summary>
    public string? Device { get; private set; }

    /// <summary>Neurons of the balanced network; null for what suits the device.</summary>
    public int? Neurons { get; private set; }

    /// <summary>Synapses of each of its neurons; null for what suits the device.</summary>
    public int? Degree { get; private set; }

    /// <summary>Bandwidth of a GPU's memory in bytes per second; null where unknown.</summary>
    public double? Bandwidth { get; private set; }

    /// <summary>Whether to print JSON.</summary>
    public bool Json { get; private set; }

    /// <summary>Whether a workload was asked for.</summary>
    public bool Wants(string workload) =>
        Only.Count == 0 || Only.Any(only => workload.StartsWith(only, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads the arguments after the verb; null, with the reason, where they are wrong.</summary>
    public static BenchmarkOptions? Parse(ReadOnlySpan<string> arguments, out string? error)
    {
        BenchmarkOptions options = new();
        error = null;
        for (int i = 0; i < arguments.Length && error is null; i++)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--only" when value is not null: options.Only.Add(value); i++; break;
                case "--repetitions" when int.TryParse(value, out int n) && n > 0: options.Repetitions = n; i++; break;
                case "--no-peers": options.Peers = false; break;
                case "--large": options.Large = true; break;
                case "--device" when value is not null: options.Device = value; i++; break;
                case "--neurons" when int.TryParse(value, out int n) && n >= 10: options.Neurons = n; i++; break;
                case "--degree" when int.TryParse(value, out int n) && n > 0: options.Degree = n; i++; break;
                case "--bandwidth" when int.TryParse(value, out int n) && n > 0: options.Bandwidth = 1e9 * n; i++; break;
                case "--json": options.Json = true; break;
                default: error = $"'{arguments[i]}' is not an option or lacks its value"; break;
            }
        }
        return error is null ? options : null;
    }
}
