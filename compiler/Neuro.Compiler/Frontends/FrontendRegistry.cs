using Neuro.Compiler.Frontends.Nir;
using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends;

/// <summary>The model formats that are read: a new one is one class and one line here.</summary>
public static class FrontendRegistry
{
    /// <summary>All front-ends, in the order in which they are asked.</summary>
    public static IReadOnlyList<IFrontend> All { get; } = [new NirFrontend()];

    /// <summary>Reads and verifies the model in <paramref name="path"/>, whose format its
    /// extension or else its first bytes tell.</summary>
    /// <exception cref="DiagnosticException">There is no usable model; holds all that is wrong with it.</exception>
    public static LoadedModel Load(string path)
    {
        byte[] head = Head(path);
        string extension = Path.GetExtension(path).ToLowerInvariant();
        IFrontend frontend = All.FirstOrDefault(f => f.Extensions.Contains(extension))
            ?? All.FirstOrDefault(f => f.Recognises(head))
            ?? throw new DiagnosticException(DiagnosticCatalog.ModelFormatUnknown.At(path, path, Formats()));
        List<Diagnostic> findings = [];
        ModelGraph? graph = frontend.Read(path, findings);
        // What could not be read would be missed by everything around it; only a file read in full is worth verifying.
        if (graph is not null && !GraphVerifier.HasErrors(findings))
            findings.AddRange(GraphVerifier.Verify(graph));
        return graph is null || GraphVerifier.HasErrors(findings)
            ? throw new DiagnosticException([.. findings.Distinct()])
            : new(graph, [.. findings]);
    }

    private static byte[] Head(string path)
    {
        if (Directory.Exists(path))
            throw new DiagnosticException(DiagnosticCatalog.ModelFileUnreadable.At(path, path, "it is a folder"));
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] head = new byte[64];
            return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DiagnosticException(DiagnosticCatalog.ModelFileUnreadable.At(path, path, e.Message), e);
        }
    }

    private static string Formats() => string.Join("; ", All.Select(f => $"{f.Name} ({string.Join(", ", f.Extensions)})"));
}
