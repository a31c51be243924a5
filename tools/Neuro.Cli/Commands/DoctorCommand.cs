using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Neuro.Cli.Output;
using Neuro.Runtime;
using Neuro.Runtime.OnnxRuntime;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro doctor</c>: what this machine has, what will be used, and why.</summary>
internal sealed class DoctorCommand(CliHost host)
    : NeuroCommand("doctor", "Show what this machine offers and what neuro will use of it.", host)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["neuro doctor", "neuro doctor --json"];

    /// <inheritdoc/>
    public override string Next => "neuro demo";

    /// <inheritdoc/>
    protected override int Execute(CommandContext context)
    {
        Terminal terminal = context.Terminal;
        (string Item, string Value)[] facts = [.. Facts()];
        if (terminal.Json)
        {
            terminal.WriteJson("doctor", new
            {
                Machine = facts.ToDictionary(f => f.Item.Replace(' ', '_'), f => f.Value),
                Backends = Backends.All.Select(b => new { b.Name, b.Description, Available = IsAvailable(b) }),
            });
            return ExitCode.Ok;
        }
        Spectre.Console.Table machine = Tables.Create("machine", "");
        foreach ((string item, string value) in facts)
            machine.Row(item, value);
        terminal.Write(machine);
        Spectre.Console.Table backends = Tables.Create("backend", "state", "runs on");
        foreach (IBackend backend in Backends.All)
            backends.Row(backend.Name, StateOf(backend), backend.Description);
        terminal.Write(backends);
        terminal.Next("neuro demo");
        return ExitCode.Ok;
    }

    private static IEnumerable<(string Item, string Value)> Facts()
    {
        yield return ("neuro", VersionAction.Version);
        yield return ("runtime", RuntimeInformation.FrameworkDescription);
        yield return ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}");
        yield return (
            "processors", $"{Environment.ProcessorCount} (commands use as many threads unless --threads says otherwise)");
        yield return ("vector unit", VectorUnit());
        yield return ("memory", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 20)} MiB for this process");
        yield return ("onnxruntime", OnnxRuntime());
        yield return ("demo", DemoFiles.Missing is { } missing ? $"not found: {missing}" : $"found in {DemoFiles.Folder}");
        yield return ("reference data", ReferenceData());
    }

    private static bool IsAvailable(IBackend backend) => backend is not OnnxRuntimeBackend || OnnxRuntimeLibrary.Missing is null;

    private static string StateOf(IBackend backend) =>
        !IsAvailable(backend) ? "absent" : backend == Backends.All[0] ? "available, default" : "available";

    private static string OnnxRuntime() =>
        $"{OnnxRuntimeLibrary.Choice}; {(OnnxRuntimeLibrary.Missing is null ? OnnxRuntimeLibrary.Version : "no libonnxruntime")}";

    private static string VectorUnit() =>
        Vector512.IsHardwareAccelerated ? "AVX-512"
        : Avx2.IsSupported ? "AVX2"
        : Vector128.IsHardwareAccelerated ? "128 bit"
        : "none, scalar code";

    // Tests look for it in NEURO_DATA, or beside the repository.
    private static string ReferenceData() => Environment.GetEnvironmentVariable("NEURO_DATA") switch
    {
        null or "" => "NEURO_DATA is not set (only the tests use it)",
        { } path when Directory.Exists(path) => path,
        { } path => $"NEURO_DATA names '{path}', which does not exist",
    };
}
