using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Neuro.Cli.Output;
using Neuro.Emulator.Selection;
using Neuro.Runtime;

namespace Neuro.Cli.Commands;

/// <summary><c>neuro doctor</c>: what this machine has, what will be used, and why.</summary>
internal sealed class DoctorCommand(CliHost host)
    : NeuroCommand("doctor", "Show what this machine offers and what neuro will use of it, and check every device.", host)
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
        BackendHealth[] backends = [.. Backends.All.Select(BackendHealth.Examine)];
        int code = backends.SelectMany(b => b.Devices).Any(d => d.Differs) ? ExitCode.Mismatch : ExitCode.Ok;
        if (terminal.Json)
        {
            terminal.WriteJson("doctor", new
            {
                Machine = facts.ToDictionary(f => f.Item.Replace(' ', '_'), f => f.Value),
                Default = Backends.Auto,
                Backends = backends,
            }, code == ExitCode.Ok ? "ok" : "mismatch");
            return code;
        }
        Spectre.Console.Table machine = Tables.Create("machine", "");
        foreach ((string item, string value) in facts)
            machine.Row(item, value);
        terminal.Write(machine);
        Print(terminal, backends);
        terminal.Next("neuro demo");
        return code;
    }

    private static void Print(Terminal terminal, BackendHealth[] backends)
    {
        Spectre.Console.Table devices = Tables.Create("--backend", "device", "kind", "#memory", "self-check");
        foreach (BackendHealth backend in backends)
        {
            if (backend.Devices.Length == 0)
                devices.Row(backend.Name, "none", "", "", "absent");
            foreach (DeviceHealth d in backend.Devices)
            {
                ComputeDevice device = d.Device;
                string memory = device.MemoryBytes > 0 ? $"{device.MemoryBytes >> 20} MiB" : "";
                string kind = $"{device.Kind.ToString().ToLowerInvariant()} x {device.ComputeUnits}";
                devices.Row(d.Name, device.Name, kind, memory, d.Failure is null ? "passed" : d.Differs ? "DIFFERS" : "FAILED");
            }
        }
        terminal.Write(devices);
        foreach (BackendHealth backend in backends)
        {
            terminal.Write($"  {backend.Name}: {backend.Library}");
            foreach (DeviceHealth d in backend.Devices)
            {
                terminal.Write($"    {d.Name}: {d.Device.Driver}");
                if (d.Failure is { } failure)
                    terminal.Write($"    {failure}");
            }
            if (backend.Missing is not { } missing)
                continue;
            terminal.Write($"    missing: {missing.What}");
            terminal.Write($"    install: {missing.Remedy}");
        }
        terminal.Note($"without --backend a GPU is taken where the work is long enough, else cpu; {Gpu()}");
    }

    private static string Gpu() => GpuPresence.IsLikely()
        ? "this machine may have a GPU: a backend that lists none needs its vendor's driver"
        : "this machine shows no GPU";

    private static IEnumerable<(string Item, string Value)> Facts()
    {
        yield return ("neuro", VersionAction.Version);
        yield return ("runtime", RuntimeInformation.FrameworkDescription);
        yield return ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}");
        yield return (
            "processors", $"{Environment.ProcessorCount} (commands use as many threads unless --threads says otherwise)");
        yield return ("vector unit", VectorUnit());
        yield return ("memory", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 20)} MiB for this process");
        yield return ("demo", DemoFiles.Missing is { } missing ? $"not found: {missing}" : $"found in {DemoFiles.Folder}");
        yield return ("reference data", ReferenceData());
    }

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
