using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>
/// Finds libonnxruntime: NEURO_ONNXRUNTIME (the file, or its folder), then the onnxruntime-node package of npm in a node_modules
/// of the current folder, the program's folder, a folder above them, NODE_PATH or the system's, then wherever the system looks
/// for libraries.
/// </summary>
internal static class NativeLibraryFinder
{
    private const string Variable = "NEURO_ONNXRUNTIME";

    /// <summary>A handle of the library.</summary>
    /// <exception cref="DllNotFoundException">There is none; the message says where it was looked for.</exception>
    public static nint Load()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            foreach (string file in Directory.Exists(named) ? LibrariesIn(named) : [named])
            {
                if (NativeLibrary.TryLoad(file, out nint library))
                    return library;
            }
            throw new DllNotFoundException($"{Variable} names '{named}', which is no library that can be loaded");
        }
        foreach (string file in NodeModules().SelectMany(LibrariesOfNode).Concat(SystemNames()))
        {
            if (NativeLibrary.TryLoad(file, out nint library))
                return library;
        }
        throw new DllNotFoundException(
            $"there is no libonnxruntime: {Variable} is not set, no node_modules here or above holds onnxruntime-node, "
            + "and the system's libraries have none");
    }

    private static IEnumerable<string> NodeModules()
    {
        foreach (string start in (string[])[Environment.CurrentDirectory, AppContext.BaseDirectory])
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
                yield return Path.Combine(folder.FullName, "node_modules");
        }
        foreach (string path in (Environment.GetEnvironmentVariable("NODE_PATH") ?? "").Split(Path.PathSeparator))
        {
            if (path.Length > 0)
                yield return path;
        }
        if (!OperatingSystem.IsWindows())
        {
            yield return "/usr/local/lib/node_modules";
            yield return "/usr/lib/node_modules";
        }
    }

    private static IEnumerable<string> LibrariesOfNode(string nodeModules)
    {
        string bin = Path.Combine(nodeModules, "onnxruntime-node", "bin");
        if (!Directory.Exists(bin))
            return [];
        string system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        string machine = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return Directory.EnumerateDirectories(bin, "napi-v*")
            .Select(version => Path.Combine(version, system, machine))
            .Where(Directory.Exists)
            .SelectMany(LibrariesIn);
    }

    private static IEnumerable<string> LibrariesIn(string folder) =>
        Directory.EnumerateFiles(folder, OperatingSystem.IsWindows() ? "onnxruntime.dll" : "libonnxruntime*")
            .Where(f => !Path.GetFileName(f).Contains("providers", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string[] SystemNames() =>
        OperatingSystem.IsWindows() ? ["onnxruntime.dll"]
        : OperatingSystem.IsMacOS() ? ["libonnxruntime.dylib"]
        : ["libonnxruntime.so.1", "libonnxruntime.so"];
}
