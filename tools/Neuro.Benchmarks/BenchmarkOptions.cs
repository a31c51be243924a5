namespace Neuro.Benchmarks;

/// <summary>What the command line asked for.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>How to call the benchmark.</summary>
    public const string Usage = """
        usage: Neuro.Benchmarks cpu|crossbar [options]

        cpu       the CPU backend beside the plain-C loops of the same networks, Brian 2 and PyTorch, and its memory
        crossbar  the CPU backend's reads of crossbars beside float products of the same size, OpenBLAS and plain C, two threads

          --only NAME          only workloads whose name begins so (W1, W1-1ms, W1b, W2, W2-b256, W3, memory; 256, 512-b64, 1024);
                               may be repeated
          --repetitions N      measurements of each contender, which take turns (default 7)
          --no-peers           without Brian 2, PyTorch and OpenBLAS
          --large              cpu: only the program of a million neurons and a hundred million synapses
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
                case "--json": options.Json = true; break;
                default: error = $"'{arguments[i]}' is not an option or lacks its value"; break;
            }
        }
        return error is null ? options : null;
    }
}
