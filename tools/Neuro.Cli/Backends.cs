using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.OnnxRuntime;

namespace Neuro.Cli;

/// <summary>What can execute programs on this machine.</summary>
internal static class Backends
{
    /// <summary>The one that is used unless another is asked for: the first.</summary>
    public static IReadOnlyList<IBackend> All { get; } = [new CpuBackend(), new ReferenceBackend(), new OnnxRuntimeBackend()];

    /// <summary>The backend called <paramref name="name"/>.</summary>
    /// <exception cref="DiagnosticException">There is none of that name.</exception>
    public static IBackend Find(string name) =>
        All.FirstOrDefault(b => b.Name == name)
        ?? throw new DiagnosticException(DiagnosticCatalog.NoSuchBackend.At(
            null, name, string.Join(", ", All.Select(b => b.Name))));
}
