using System.Globalization;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Ilgpu;
using Neuro.Emulator.OpenCL;
using Neuro.Emulator.Reference;
using Neuro.Emulator.Selection;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.OnnxRuntime;

namespace Neuro.Cli;

/// <summary>What can execute programs.</summary>
internal static class Backends
{
    /// <summary>The name that leaves the choice to the size of the work.</summary>
    public const string Auto = "auto";

    // A word that differs in more letters is another one.
    private const int LargestTypingError = 2;

    /// <summary>The families of backends. Among those that reach the same GPU, the choice prefers the earlier.</summary>
    public static IReadOnlyList<IBackendProvider> All { get; } =
    [
        new CpuBackendProvider(), new ReferenceBackendProvider(), new IlgpuBackendProvider(), new OpenCLBackendProvider(),
        new OnnxRuntimeBackendProvider(),
    ];

    /// <summary>What <c>--backend</c> takes, without devices.</summary>
    public static IReadOnlyList<string> Names { get; } = [Auto, .. All.Select(p => p.Name)];

    /// <summary>Those of them that run learning rules.</summary>
    public static IReadOnlyList<string> Learning { get; } = [.. All.Where(p => p.Learns).Select(p => p.Name)];

    /// <summary>The CPU backend.</summary>
    public static CpuBackend Cpu { get; } = new();

    /// <summary>The device that <paramref name="text"/>, a name of a backend and perhaps the number of a device, stands
    /// for.</summary>
    /// <exception cref="DiagnosticException">NEU6505, NEU6560, NEU6561: there is none.</exception>
    public static BackendChoice Find(string text)
    {
        (string name, string? number) = text.Split(':', 2) is [var before, var after] ? (before, after) : (text, null);
        IBackendProvider provider = All.FirstOrDefault(p => p.Name == name)
            ?? throw new DiagnosticException(
                DiagnosticCatalog.NoSuchBackend.At(null, name, string.Join(", ", Names), Guess(name)));
        if (provider.Missing is { } missing)
        {
            throw new DiagnosticException(provider is OnnxRuntimeBackendProvider
                ? DiagnosticCatalog.NoOnnxRuntime.At(null, missing.What)
                : DiagnosticCatalog.BackendUnusable.At(null, name, missing.What, missing.Remedy));
        }
        IReadOnlyList<ComputeDevice> devices = provider.Devices;
        bool known = int.TryParse(number ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index < devices.Count;
        return known
            ? new(provider, devices[index], "asked for")
            : throw new DiagnosticException(DiagnosticCatalog.NoSuchComputeDevice.At(
                null, name, number, string.Join(", ", devices.Select(d => $"{name}:{d.Index} ({d.Name})"))));
    }

    private static string Guess(string name)
    {
        string? nearest = Names.MinBy(n => EditDistance.Between(n, name.ToLowerInvariant()));
        return nearest is not null && EditDistance.Between(nearest, name.ToLowerInvariant()) <= LargestTypingError
            ? $"did you mean '{nearest}'? "
            : "";
    }
}
