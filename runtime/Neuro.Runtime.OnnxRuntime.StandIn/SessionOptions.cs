namespace Microsoft.ML.OnnxRuntime;

/// <summary>How a session runs.</summary>
public unsafe class SessionOptions : IDisposable
{
    private int _threads;
    private OrtLoggingLevel _severity = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    private GraphOptimizationLevel _optimization = GraphOptimizationLevel.ORT_ENABLE_ALL;

    /// <summary>The defaults.</summary>
    public SessionOptions()
    {
        nint handle;
        var create = (delegate* unmanaged<nint*, nint>)NativeApi.Function(NativeApi.Entry.CreateSessionOptions);
        NativeApi.Check(create(&handle));
        Handle = handle;
    }

    internal nint Handle { get; private set; }

    /// <summary>Threads within an operator; 0 for one per core.</summary>
    public int IntraOpNumThreads
    {
        get => _threads;
        set => Set(NativeApi.Entry.SetIntraOpNumThreads, _threads = value);
    }

    /// <summary>What is said on stderr.</summary>
    public OrtLoggingLevel LogSeverityLevel
    {
        get => _severity;
        set => Set(NativeApi.Entry.SetSessionLogSeverityLevel, (int)(_severity = value));
    }

    /// <summary>How much of the graph is rewritten before it runs.</summary>
    public GraphOptimizationLevel GraphOptimizationLevel
    {
        get => _optimization;
        set => Set(NativeApi.Entry.SetSessionGraphOptimizationLevel, (int)(_optimization = value));
    }

    /// <summary>Asks for CUDA; what it cannot execute stays with the CPU.</summary>
    /// <exception cref="OnnxRuntimeException">The native library was built without CUDA, or CUDA cannot be used.</exception>
    public void AppendExecutionProvider_CUDA(OrtCUDAProviderOptions cudaProviderOptions)
    {
        var append = (delegate* unmanaged<nint, nint, nint>)
            NativeApi.Function(NativeApi.Entry.SessionOptionsAppendExecutionProviderCudaV2);
        NativeApi.Check(append(Handle, cudaProviderOptions.Handle));
    }

    /// <summary>Frees it.</summary>
    public void Dispose()
    {
        NativeApi.Release(NativeApi.Entry.ReleaseSessionOptions, Handle);
        Handle = 0;
        GC.SuppressFinalize(this);
    }

    private void Set(NativeApi.Entry entry, int value) =>
        NativeApi.Check(((delegate* unmanaged<nint, int, nint>)NativeApi.Function(entry))(Handle, value));
}
