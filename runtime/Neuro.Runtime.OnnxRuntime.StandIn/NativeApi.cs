using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>
/// The C API of onnxruntime: a table of functions, whose order never changes (onnxruntime_c_api.h). Functions that return a
/// status return null where they succeed.
/// </summary>
internal static unsafe class NativeApi
{
    // All that is used here exists since this version.
    private const uint Version = 14;

    private static readonly Lazy<(nint Base, nint Table)> Loaded = new(Open);

    /// <summary>The library's version.</summary>
    public static string VersionString
    {
        get
        {
            var version = (delegate* unmanaged<nint>)((nint*)Loaded.Value.Base)[1];
            return Marshal.PtrToStringUTF8(version()) ?? "";
        }
    }

    /// <summary>The function at a place of the table.</summary>
    public static nint Function(Entry entry) => ((nint*)Loaded.Value.Table)[(int)entry];

    /// <summary>Throws what a status says.</summary>
    /// <exception cref="OnnxRuntimeException">The status is an error.</exception>
    public static void Check(nint status)
    {
        if (status == 0)
            return;
        var message = (delegate* unmanaged<nint, nint>)Function(Entry.GetErrorMessage);
        string text = Marshal.PtrToStringUTF8(message(status)) ?? "";
        Release(Entry.ReleaseStatus, status);
        throw new OnnxRuntimeException(text);
    }

    /// <summary>Frees an object of the library.</summary>
    public static void Release(Entry entry, nint handle)
    {
        if (handle != 0)
            ((delegate* unmanaged<nint, void>)Function(entry))(handle);
    }

    private static (nint Base, nint Table) Open()
    {
        nint library = NativeLibraryFinder.Load();
        var apiBase = (delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "OrtGetApiBase");
        nint table = apiBase();
        var get = (delegate* unmanaged<uint, nint>)((nint*)table)[0];
        nint api = get(Version);
        return api != 0
            ? (table, api)
            : throw new DllNotFoundException($"the libonnxruntime that was found is older than version 1.{Version}");
    }

    /// <summary>Places in the table.</summary>
    public enum Entry
    {
        GetErrorMessage = 2,
        CreateEnv = 3,
        CreateSession = 7,
        CreateSessionFromArray = 8,
        Run = 9,
        CreateSessionOptions = 10,
        SetSessionLogSeverityLevel = 22,
        SetSessionGraphOptimizationLevel = 23,
        SetIntraOpNumThreads = 24,
        CreateRunOptions = 39,
        CreateTensorWithDataAsOrtValue = 49,
        GetTensorMutableData = 51,
        GetTensorElementType = 60,
        GetTensorShapeElementCount = 64,
        GetTensorTypeAndShape = 65,
        CreateCpuMemoryInfo = 69,
        ReleaseStatus = 93,
        ReleaseSession = 95,
        ReleaseValue = 96,
        ReleaseRunOptions = 97,
        ReleaseTensorTypeAndShapeInfo = 99,
        ReleaseSessionOptions = 100,
        SessionOptionsAppendExecutionProviderCudaV2 = 204,
        CreateCudaProviderOptions = 205,
        UpdateCudaProviderOptions = 206,
        ReleaseCudaProviderOptions = 208,
    }
}
