using Neuro.Runtime;

namespace Neuro.Emulator.Cpu;

/// <summary>The CPU backend on the machine's own processors.</summary>
public sealed class CpuBackendProvider : IBackendProvider
{
    /// <inheritdoc/>
    public string Name => "cpu";

    /// <inheritdoc/>
    public string Library => "built in";

    /// <inheritdoc/>
    public bool Learns => true;

    /// <inheritdoc/>
    public MissingLibrary? Missing => null;

    /// <inheritdoc/>
    public IReadOnlyList<ComputeDevice> Devices => [ComputeDevice.Host];

    /// <inheritdoc/>
    public IBackend Create(ComputeDevice device) => new CpuBackend();
}
