namespace Neuro.Runtime.OnnxRuntime;

/// <summary>ONNX Runtime, whose execution provider is asked for apart: its GPUs are not devices of their own here.</summary>
/// <param name="provider">The execution provider to ask for: "cpu" or "cuda".</param>
public sealed class OnnxRuntimeBackendProvider(string provider = OnnxRuntimeBackend.Cpu) : IBackendProvider
{
    /// <inheritdoc/>
    public string Name => "onnxruntime";

    /// <inheritdoc/>
    public string Library => OnnxRuntimeLibrary.Choice;

    /// <inheritdoc/>
    public MissingLibrary? Missing => OnnxRuntimeLibrary.Missing is { } what
        ? new(what, "npm install --ignore-scripts onnxruntime-node, or name a libonnxruntime in NEURO_ONNXRUNTIME")
        : null;

    /// <inheritdoc/>
    public IReadOnlyList<ComputeDevice> Devices => Missing is null
        ? [ComputeDevice.Host with { Driver = $"ONNX Runtime {OnnxRuntimeLibrary.Version}" }]
        : [];

    /// <inheritdoc/>
    public IBackend Create(ComputeDevice device) => new OnnxRuntimeBackend(provider);
}
