using System.Collections.Immutable;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Graph;

/// <summary>
/// Finds what every node of a flat graph takes and gives. What a node's own parameters fix stands; the rest follows the edges,
/// from wherever something is known, until nothing changes. Every edge is then checked.
/// </summary>
public static class ShapeInference
{
    /// <summary>Most elements a node may have: 2^27.</summary>
    public const long LargestNode = 1 << 27;

    /// <summary>
    /// <paramref name="graph"/> with <see cref="ModelNode.Shape"/> set on every node; what is wrong is added to
    /// <paramref name="findings"/>, and then the result is null.
    /// </summary>
    public static ModelGraph? Run(ModelGraph graph, List<Diagnostic> findings)
    {
        int before = findings.Count;
        Dictionary<string, NodeShape> shapes = Propagate(graph, findings);
        if (findings.Skip(before).Any(f => f.Severity == Severity.Error))
            return null;
        foreach (Edge edge in graph.Edges)
            CheckEdge(graph, edge, shapes, findings);
        foreach (ModelNode node in graph.Nodes.Where(n => shapes.ContainsKey(n.Name)))
            CheckSize(node, shapes[node.Name], findings);
        return findings.Skip(before).Any(f => f.Severity == Severity.Error)
            ? null
            : graph with { Nodes = [.. graph.Nodes.Select(n => n with { Shape = shapes[n.Name] })] };
    }

    private static Dictionary<string, NodeShape> Propagate(ModelGraph graph, List<Diagnostic> findings)
    {
        Dictionary<string, NodeShape> shapes = [];
        Dictionary<string, ModelNode> nodes = graph.ByName();
        ILookup<string, string> sources = graph.Sources();
        ILookup<string, string> targets = graph.Targets();
        // Twice: first only what is certain; then neurons whose parameters are all scalar and whose
        // input is unknown are taken as one neuron.
        foreach (bool guess in (bool[])[false, true])
        {
            Queue<ModelNode> open = new(graph.Nodes.OrderBy(n => n.Name, StringComparer.Ordinal));
            while (open.TryDequeue(out ModelNode? node))
            {
                if (shapes.ContainsKey(node.Name))
                    continue;
                string? giver = sources[node.Name].Order(StringComparer.Ordinal).FirstOrDefault(shapes.ContainsKey);
                ImmutableArray<int>? given = giver is null ? null : shapes[giver].Output;
                (NodeShape? shape, string? problem) = NodeShapes.Of(node, given, guess);
                if (problem is not null)
                {
                    findings.Add(given is { } g
                        ? DiagnosticCatalog.ShapeClash.At(node.Place, giver, Extents.Text(g), node.Name, problem)
                        : DiagnosticCatalog.BadParameter.At(node.Place, node.Name, "shape", $"does not fit: {problem}"));
                    return shapes;
                }
                if (shape is null)
                    continue;
                shapes[node.Name] = shape;
                foreach (string target in targets[node.Name])
                    open.Enqueue(nodes[target]);
            }
        }
        foreach (ModelNode node in graph.Nodes.Where(n => !shapes.ContainsKey(n.Name)))
            findings.Add(DiagnosticCatalog.ShapeUnknown.At(node.Place, node.Name));
        return shapes;
    }

    private static void CheckEdge(ModelGraph graph, Edge edge, Dictionary<string, NodeShape> shapes, List<Diagnostic> findings)
    {
        ImmutableArray<int> gives = shapes[edge.Source].Output;
        ImmutableArray<int> takes = shapes[edge.Target].Input;
        if (Extents.Same(gives, takes))
            return;
        DiagnosticDescriptor finding =
            Extents.SameSqueezed(gives, takes) ? DiagnosticCatalog.ShapePadded : DiagnosticCatalog.ShapeClash;
        findings.Add(finding.At(
            graph.Find(edge.Target)!.Place, edge.Source, Extents.Text(gives), edge.Target, Extents.Text(takes)));
    }

    private static void CheckSize(ModelNode node, NodeShape shape, List<Diagnostic> findings)
    {
        long size = Math.Max(Extents.Count(shape.Input), Extents.Count(shape.Output));
        if (size > LargestNode)
            findings.Add(DiagnosticCatalog.NodeTooLarge.At(node.Place, node.Name, size, LargestNode));
    }
}
