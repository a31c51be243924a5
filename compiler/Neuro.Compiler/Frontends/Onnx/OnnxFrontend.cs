using System.Collections.Immutable;
using Neuro.Compiler.Ann;
using Neuro.Ir.Diagnostics;
using Neuro.Onnx;

namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>
/// Reads .onnx files, of opset 7 and later, as conventional networks: convolutions, matrices, pools, activations, residual sums
/// and concatenations, with constants folded, shapes worked out for one sample, and quantised operators (QDQ pairs, QLinear…)
/// reduced to real weights and roundings.
/// </summary>
public static class OnnxFrontend
{
    /// <summary>Whether <paramref name="path"/> bears the format's extension.</summary>
    public static bool Claims(string path) => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the network in <paramref name="path"/>.</summary>
    /// <exception cref="DiagnosticException">It cannot be converted; holds everything that is against it.</exception>
    public static (AnnGraph Graph, ImmutableArray<Diagnostic> Warnings) Load(string path)
    {
        LoadedAnn loaded = Read(path);
        return loaded.Graph is { } graph ? (graph, loaded.Findings) : throw new DiagnosticException(loaded.Findings);
    }

    /// <summary>Reads <paramref name="path"/> as far as that is possible.</summary>
    public static LoadedAnn Read(string path) => Read(() => OnnxFile.Open(path), path);

    /// <summary>Reads a file that is in memory; <paramref name="name"/> is what to call it in findings.</summary>
    public static LoadedAnn Read(ReadOnlyMemory<byte> bytes, string name) => Read(() => OnnxFile.Read(bytes, name), name);

    private static LoadedAnn Read(Func<OnnxFile> open, string path)
    {
        string file = Path.GetFileName(path);
        try
        {
            return new OnnxReader(open(), file).Read();
        }
        catch (OnnxException e)
        {
            string place = e.Place is null ? path : $"{file}:{e.Place}";
            return new(null, [], [DiagnosticCatalog.OnnxDamaged.At(place, file, e.Message)]);
        }
    }
}
