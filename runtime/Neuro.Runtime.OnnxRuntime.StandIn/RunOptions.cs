namespace Microsoft.ML.OnnxRuntime;

/// <summary>How a run differs from others.</summary>
public sealed unsafe class RunOptions : IDisposable
{
    /// <summary>In nothing.</summary>
    public RunOptions()
    {
        nint handle;
        var create = (delegate* unmanaged<nint*, nint>)NativeApi.Function(NativeApi.Entry.CreateRunOptions);
        NativeApi.Check(create(&handle));
        Handle = handle;
    }

    internal nint Handle { get; private set; }

    /// <summary>Frees it.</summary>
    public void Dispose()
    {
        NativeApi.Release(NativeApi.Entry.ReleaseRunOptions, Handle);
        Handle = 0;
    }
}
