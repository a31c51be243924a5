using Neuro.Emulator.OpenCL.Native;
using Neuro.Runtime;

namespace Neuro.Emulator.OpenCL;

/// <summary>The OpenCL devices of this machine: processors through pocl or their maker's driver, GPUs, accelerators.</summary>
public sealed class OpenCLBackendProvider : IBackendProvider
{
    /// <inheritdoc/>
    public string Name => "opencl";

    /// <inheritdoc/>
    public string Library => OpenCLLibrary.Choice;

    /// <inheritdoc/>
    public bool Learns => true;

    /// <inheritdoc/>
    public MissingLibrary? Missing => OpenCLPlatforms.Found.Missing;

    /// <inheritdoc/>
    public IReadOnlyList<ComputeDevice> Devices => OpenCLPlatforms.Found.Devices;

    /// <inheritdoc/>
    public IBackend Create(ComputeDevice device) => new OpenCLBackend(device);
}
