using System.Collections.Immutable;
using Neuro.Compiler.Graph;
using Neuro.Hdf5;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends.Nir;

/// <summary>Turns the HDF5 groups of a .nir file into nodes; goes on after a fault so that all are found at once.</summary>
internal sealed class NirReader(string file, List<Diagnostic> findings)
{
    /// <summary>
    /// Reads the group "/node": a graph, or one node of another type (nir.write takes either), which becomes a graph of that
    /// node, called by its type as nir.NIRGraph.from_list calls it. Null where it is neither.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="name">The graph's name.</param>
    public ModelGraph? Root(Hdf5Group group, string name)
    {
        if (group.TryGetGroup("nodes", out _) && group.TryGetDataset("edges", out _))
            return Graph(group, name, 0);
        string? type = group.TryGetDataset("type", out _) ? new NirParameters(group, name, Place(group), findings).Type() : null;
        if (type is null or "NIRGraph")
        {
            findings.Add(DiagnosticCatalog.NotANirGraph.At(Place(group), "'/node' lacks 'nodes' or 'edges'"));
            return null;
        }
        return Node(group, type.ToLowerInvariant(), 0) is { } node ? new() { Name = name, Nodes = [node], Edges = [] } : null;
    }

    /// <summary>Reads a group of type NIRGraph.</summary>
    /// <param name="group">The group.</param>
    /// <param name="name">The graph's name.</param>
    /// <param name="depth">How many graphs it lies in.</param>
    public ModelGraph Graph(Hdf5Group group, string name, int depth)
    {
        ImmutableArray<ModelNode>.Builder nodes = ImmutableArray.CreateBuilder<ModelNode>();
        if (depth > GraphVerifier.DeepestSubgraph)
            findings.Add(DiagnosticCatalog.SubgraphTooDeep.At(Place(group), name, GraphVerifier.DeepestSubgraph));
        else if (!group.TryGetGroup("nodes", out Hdf5Group? inner))
            findings.Add(DiagnosticCatalog.MissingParameter.At(Place(group), name, "NIRGraph", "nodes"));
        else
        {
            foreach ((string child, Hdf5Object value) in inner.Children)
            {
                if (value is Hdf5Group node && Node(node, child, depth) is { } read)
                    nodes.Add(read);
                else if (value is not Hdf5Group)
                    findings.Add(DiagnosticCatalog.BadParameter.At(
                        $"{file}:{value.Path}", name, child, "is no group, and so no node"));
            }
        }
        return new()
        {
            Name = name,
            Nodes = nodes.ToImmutable(),
            Edges = Edges(group, name),
            Metadata = NirParameters.Metadata(group),
        };
    }

    private string Place(Hdf5Object value) => $"{file}:{value.Path}";

    private ModelNode? Node(Hdf5Group group, string name, int depth)
    {
        NirParameters p = new(group, name, Place(group), findings);
        string? type = p.Type();
        ModelNode? node = type switch
        {
            null => null,
            "NIRGraph" => new GraphNode { Name = name, Graph = Graph(group, name, depth + 1) },
            _ => NirNodes.Read(type, name, p),
        };
        if (type is not null && node is null)
            findings.Add(DiagnosticCatalog.UnknownNodeType.At(Place(group), name, type, string.Join(", ", NirNodes.Types)));
        if (node is null || p.Faulty)
            return null;
        p.ReportUnused(node);
        return node with { Origin = Place(group), Metadata = NirParameters.Metadata(group) };
    }

    private ImmutableArray<Edge> Edges(Hdf5Group group, string name)
    {
        if (!group.TryGetDataset("edges", out Hdf5Dataset? edges))
        {
            findings.Add(DiagnosticCatalog.MissingParameter.At(Place(group), name, "NIRGraph", "edges"));
            return [];
        }
        if (edges.Count == 0)
            return [];
        if (edges.ElementType.Class is not (Hdf5TypeClass.FixedString or Hdf5TypeClass.VariableString)
            || edges.Shape.Count != 2 || edges.Shape[1] != 2)
        {
            string form = $"are {edges.ElementType} [{string.Join(", ", edges.Shape)}]";
            findings.Add(DiagnosticCatalog.BadEdgeList.At(Place(edges), name, form));
            return [];
        }
        try
        {
            string[] ends = edges.ReadStrings();
            return [.. Enumerable.Range(0, ends.Length / 2).Select(i => new Edge(ends[2 * i], ends[2 * i + 1]))];
        }
        catch (Hdf5Exception e)
        {
            findings.Add(NirFrontend.Damaged(file, e));
            return [];
        }
    }
}
