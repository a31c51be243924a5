using Neuro.Runtime;

namespace Neuro.Emulator.Reference;

/// <summary>The reference interpreter, for comparisons.</summary>
public sealed class ReferenceBackendProvider : IBackendProvider
{
    /// <inheritdoc/>
    public string Name => "reference";

    /// <inheritdoc/>
    public string Library => "built in";

    /// <inheritdoc/>
    public bool Learns => true;

    /// <inheritdoc/>
    public MissingLibrary? Missing => null;

    /// <inheritdoc/>
    public IReadOnlyList<ComputeDevice> Devices => [ComputeDevice.Host];

    /// <inheritdoc/>
    public IBackend Create(ComputeDevice device) => new ReferenceBackend();
}
