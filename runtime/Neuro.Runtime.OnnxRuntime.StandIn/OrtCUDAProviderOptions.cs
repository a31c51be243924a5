using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>How CUDA is used.</summary>
public unsafe class OrtCUDAProviderOptions : IDisposable
{
    /// <summary>The defaults.</summary>
    /// <exception cref="OnnxRuntimeException">The native library was built without CUDA.</exception>
    public OrtCUDAProviderOptions()
    {
        nint handle;
        var create = (delegate* unmanaged<nint*, nint>)NativeApi.Function(NativeApi.Entry.CreateCudaProviderOptions);
        NativeApi.Check(create(&handle));
        Handle = handle;
    }

    internal nint Handle { get; private set; }

    /// <summary>Sets options by their names.</summary>
    /// <exception cref="OnnxRuntimeException">There is no such option or value.</exception>
    public void UpdateOptions(Dictionary<string, string> providerOptions)
    {
        var update = (delegate* unmanaged<nint, nint*, nint*, nuint, nint>)
            NativeApi.Function(NativeApi.Entry.UpdateCudaProviderOptions);
        nint[] keys = [.. providerOptions.Keys.Select(Marshal.StringToCoTaskMemUTF8)];
        nint[] values = [.. providerOptions.Values.Select(Marshal.StringToCoTaskMemUTF8)];
        try
        {
            fixed (nint* key = keys, value = values)
                NativeApi.Check(update(Handle, key, value, (nuint)keys.Length));
        }
        finally
        {
            foreach (nint text in keys.Concat(values))
                Marshal.FreeCoTaskMem(text);
        }
    }

    /// <summary>Frees it.</summary>
    public void Dispose()
    {
        NativeApi.Release(NativeApi.Entry.ReleaseCudaProviderOptions, Handle);
        Handle = 0;
        GC.SuppressFinalize(this);
    }
}
