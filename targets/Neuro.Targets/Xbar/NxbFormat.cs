using System.Collections.Immutable;
using System.Text;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Runtime.Files;

namespace Neuro.Targets.Xbar;

/// <summary>Images of generic crossbar chips: conductance codes and configuration, with a JSON beside them for people and
/// tools. README.md gives the bytes.</summary>
internal sealed class NxbFormat : IBoardFormat, IBoardDecoder
{
    /// <inheritdoc/>
    public string Name => "nxb";

    /// <inheritdoc/>
    public string Extension => ".nxb";

    /// <inheritdoc/>
    public string Description => "conductance codes and configuration of a crossbar chip, and a JSON beside them";

    /// <inheritdoc/>
    public ImmutableArray<Diagnostic> Write(SpikeProgram program, TargetProfile? target, string path)
    {
        byte[] bytes = NxbWriter.Write(program);
        string description = NxbDescription.Json(program, NxbReader.Parse(bytes, path), target);
        AtomicFile.WriteAllBytes(path + ".json", Encoding.UTF8.GetBytes(description));
        AtomicFile.WriteAllBytes(path, bytes);
        return [];
    }

    /// <inheritdoc/>
    public bool Claims(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public SpikeProgram Decode(string path) => NxbReader.Read(Bytes(path), path);

    /// <inheritdoc/>
    public string Describe(string path)
    {
        byte[] bytes = Bytes(path);
        return NxbDescription.Text(NxbReader.Read(bytes, path), NxbReader.Parse(bytes, path));
    }

    private static byte[] Bytes(string path)
    {
        const long Largest = 1L << 30;
        if (!File.Exists(path)) throw new DiagnosticException(DiagnosticCatalog.FileNotFound.At(null, path));
        if (new FileInfo(path).Length > Largest) throw NxbWeights.Malformed(path, "it is larger than 1 GiB");
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(DiagnosticCatalog.NxbMalformed.At(path, e.Message), e);
        }
    }
}
