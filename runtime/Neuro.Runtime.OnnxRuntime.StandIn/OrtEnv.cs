namespace Microsoft.ML.OnnxRuntime;

/// <summary>The runtime in this process.</summary>
public sealed unsafe class OrtEnv
{
    private static readonly Lazy<OrtEnv> Only = new(() => new OrtEnv());

    private OrtEnv()
    {
        nint handle;
        var create = (delegate* unmanaged<int, byte*, nint*, nint>)NativeApi.Function(NativeApi.Entry.CreateEnv);
        fixed (byte* name = "neuro\0"u8)
            NativeApi.Check(create((int)OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING, name, &handle));
        Handle = handle;
    }

    internal nint Handle { get; }

    /// <summary>The one of this process.</summary>
    /// <exception cref="DllNotFoundException">The native library is not there.</exception>
    public static OrtEnv Instance() => Only.Value;

    /// <summary>The native library's version.</summary>
    public string GetVersionString() => NativeApi.VersionString;
}
