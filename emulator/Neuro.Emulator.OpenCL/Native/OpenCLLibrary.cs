using System.Reflection;
using System.Runtime.InteropServices;
using Silk.NET.Core.Contexts;

namespace Neuro.Emulator.OpenCL.Native;

/// <summary>
/// The ICD loader: the library that NEURO_OPENCL names, else the system's. Its versioned name comes first: the other one belongs
/// to packages for developers.
/// </summary>
internal sealed class OpenCLLibrary : INativeContext
{
    private const string Variable = "NEURO_OPENCL";

    private nint _library;

    /// <summary>Loads it.</summary>
    /// <exception cref="DllNotFoundException">There is none; the message says where it was looked for.</exception>
    public OpenCLLibrary()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        string[] names = named is { Length: > 0 } ? [named] : SystemNames();
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out _library))
                return;
        }
        throw new DllNotFoundException(named is { Length: > 0 }
            ? $"{Variable} names '{named}', which is no library that can be loaded"
            : $"there is no OpenCL loader: {string.Join(", ", names)}");
    }

    /// <summary>Which binding was built in, and why.</summary>
    public static string Choice => typeof(OpenCLLibrary).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(a => a.Key == "SilkOpenCLChoice")?.Value ?? "unknown";

    /// <inheritdoc/>
    public nint GetProcAddress(string proc, int? slot = default) => NativeLibrary.GetExport(_library, proc);

    /// <inheritdoc/>
    public bool TryGetProcAddress(string proc, out nint addr, int? slot = default) =>
        NativeLibrary.TryGetExport(_library, proc, out addr);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_library != 0)
            NativeLibrary.Free(_library);
        _library = 0;
    }

    private static string[] SystemNames() =>
        OperatingSystem.IsWindows() ? ["OpenCL.dll"]
        : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"]
        : ["libOpenCL.so.1", "libOpenCL.so"];
}
