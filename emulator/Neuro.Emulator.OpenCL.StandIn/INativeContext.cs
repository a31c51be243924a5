namespace Silk.NET.Core.Contexts;

/// <summary>Where the functions of a library are found.</summary>
public interface INativeContext : IDisposable
{
    /// <summary>The address of a function.</summary>
    nint GetProcAddress(string proc, int? slot = default);

    /// <summary>The address of a function, where there is one.</summary>
    bool TryGetProcAddress(string proc, out nint addr, int? slot = default);
}
