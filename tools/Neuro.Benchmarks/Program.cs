using Neuro.Benchmarks;
using Neuro.Benchmarks.Crossbars;
using Neuro.Benchmarks.Devices;
using Neuro.Benchmarks.Learning;

if (args is ["run-package", ..])
    return PackageRun.Child(args.AsSpan(1));
if (args is not ["cpu" or "crossbar" or "gpu" or "learn", ..])
{
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return args is ["--help" or "-h"] ? 0 : 2;
}
BenchmarkOptions? options = BenchmarkOptions.Parse(args.AsSpan(1), out string? error);
if (options is null)
{
    Console.Error.WriteLine($"error: {error}\n\n{BenchmarkOptions.Usage}");
    return 2;
}
string directory = Directory.CreateTempSubdirectory("neuro-benchmarks-").FullName;
try
{
    Report report = args[0] switch
    {
        "crossbar" => new CrossbarBenchmark(options, directory).Run(),
        "gpu" => new DeviceBenchmark(options).Run(),
        "learn" => new LearningBenchmark(options, directory).Run(),
        _ => Cpu(options, directory),
    };
    Console.WriteLine(options.Json ? report.ToJson() : report.ToString());
    // A figure over different work is none: the run has failed.
    bool isVoid = report.Speed.Any(row => row.Void) || report.Devices.Any(row => row.Void)
        || report.Learning.Any(row => row.Void);
    return isVoid ? 3 : 0;
}
finally
{
    Directory.Delete(directory, recursive: true);
}

static Report Cpu(BenchmarkOptions options, string directory)
{
    (IReadOnlyList<SpeedRow> rows, IReadOnlyList<string> notes) =
        options.Large ? ([], []) : new CpuBenchmark(options, directory).Run();
    return new(rows, new MemoryBenchmark(options, directory).Run(), [], notes);
}
