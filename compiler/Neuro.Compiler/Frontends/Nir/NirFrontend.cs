using Neuro.Compiler.Graph;
using Neuro.Hdf5;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends.Nir;

/// <summary>
/// Reads .nir files as nir.write and its predecessors leave them: HDF5 with /version and /node, where each node is a group that
/// holds its "type" and one dataset per parameter, and a graph holds "nodes" and "edges". A file of one node alone is a graph of
/// that node. Metadata is kept, not used.
/// </summary>
public sealed class NirFrontend : IFrontend
{
    private static readonly byte[] Signature = [0x89, .. "HDF\r\n\x1a\n"u8];

    /// <inheritdoc/>
    public string Name => "NIR";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".nir"];

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head) => head.StartsWith(Signature);

    /// <inheritdoc/>
    public ModelGraph? Read(string path, List<Diagnostic> findings)
    {
        try
        {
            return Read(Hdf5File.Open(path), path, findings);
        }
        catch (Hdf5Exception e)
        {
            findings.Add(Damaged(path, e));
            return null;
        }
    }

    /// <summary>Reads a .nir file that is in memory; <paramref name="name"/> is what to call it in findings.</summary>
    public ModelGraph? Read(ReadOnlyMemory<byte> bytes, string name, List<Diagnostic> findings)
    {
        try
        {
            return Read(Hdf5File.Read(bytes, name), name, findings);
        }
        catch (Hdf5Exception e)
        {
            findings.Add(Damaged(name, e));
            return null;
        }
    }

    private static ModelGraph? Read(Hdf5Group root, string path, List<Diagnostic> findings)
    {
        string file = Path.GetFileName(path);
        if (!root.TryGetGroup("node", out Hdf5Group? node))
        {
            findings.Add(DiagnosticCatalog.NotANirGraph.At(file, "there is no group '/node'"));
            return null;
        }
        string? version = root.TryGetDataset("version", out Hdf5Dataset? stated) && stated.ElementType.Class
            is Hdf5TypeClass.FixedString or Hdf5TypeClass.VariableString && stated.Count == 1
            ? stated.ReadString()
            : null;
        ModelGraph? graph = new NirReader(file, findings).Root(node, Path.GetFileNameWithoutExtension(path));
        return graph is null ? null : graph with { Version = version };
    }

    /// <summary>What <paramref name="e"/> says of the file <paramref name="path"/>.</summary>
    internal static Diagnostic Damaged(string path, Hdf5Exception e) => DiagnosticCatalog.ModelFileDamaged.At(
        e.Path is null ? path : $"{Path.GetFileName(path)}:{e.Path}", Path.GetFileName(path), e.Message,
        e.Hint ?? "write the model again, or fetch the file again");
}
