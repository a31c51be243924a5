using System.Reflection;
using Microsoft.ML.OnnxRuntime;

namespace Neuro.Runtime.OnnxRuntime;

/// <summary>The ONNX Runtime of this machine: whether there is one, and which.</summary>
public static class OnnxRuntimeLibrary
{
    private static readonly Lazy<(string? Version, string? Missing)> Found = new(Find);

    /// <summary>Its version; null where there is none.</summary>
    public static string? Version => Found.Value.Version;

    /// <summary>Why there is none; null where there is one.</summary>
    public static string? Missing => Found.Value.Missing;

    /// <summary>Whether the package or the stand-in is used, and why: it was decided when this was built.</summary>
    public static string Choice { get; } = typeof(OnnxRuntimeLibrary).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "OnnxRuntimeChoice")?.Value ?? "";

    private static (string? Version, string? Missing) Find()
    {
        try
        {
            return (OrtEnv.Instance().GetVersionString(), null);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException
            or TypeInitializationException or OnnxRuntimeException)
        {
            return (null, (e.InnerException ?? e).Message);
        }
    }
}
