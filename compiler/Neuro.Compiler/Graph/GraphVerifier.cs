using System.Collections.Immutable;
using Neuro.Compiler.Passes;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Graph;

/// <summary>Finds everything that is wrong with a model, at once: names, edges, parameters, shapes, cycles.</summary>
public static class GraphVerifier
{
    /// <summary>Most levels of subgraphs within subgraphs.</summary>
    public const int DeepestSubgraph = 32;

    /// <summary>All findings on <paramref name="graph"/>, which may hold subgraphs; none with an error
    /// means that it can be compiled.</summary>
    public static ImmutableArray<Diagnostic> Verify(ModelGraph graph)
    {
        List<Diagnostic> findings = [];
        CheckStructure(graph, graph.Name, 0, findings);
        if (!HasErrors(findings))
        {
            ModelGraph flat = InlineSubgraphs.Run(graph, findings);
            if (!HasErrors(findings))
                CheckCycles(flat, findings);
            foreach (CanonicalStep step in Canonicalise.Completion)
                flat = HasErrors(findings) ? flat : step.Run(flat, findings);
        }
        return [.. findings];
    }

    /// <summary>What must hold for a flat graph between passes: <see cref="Verify"/>'s checks, with shapes
    /// compared by size once inferred.</summary>
    internal static void CheckFlat(ModelGraph graph, List<Diagnostic> findings)
    {
        CheckStructure(graph, graph.Name, 0, findings);
        if (HasErrors(findings))
            return;
        CheckCycles(graph, findings);
        Dictionary<string, ModelNode> nodes = graph.ByName();
        foreach (Edge edge in graph.Edges)
        {
            (NodeShape? from, NodeShape? to) = (nodes[edge.Source].Shape, nodes[edge.Target].Shape);
            if (from is not null && to is not null && Extents.Count(from.Output) != Extents.Count(to.Input))
            {
                findings.Add(DiagnosticCatalog.ShapeClash.At(
                    nodes[edge.Target].Place, edge.Source, Extents.Text(from.Output), edge.Target, Extents.Text(to.Input)));
            }
        }
    }

    internal static bool HasErrors(IEnumerable<Diagnostic> findings) => findings.Any(f => f.Severity == Severity.Error);

    private static void CheckStructure(ModelGraph graph, string name, int depth, List<Diagnostic> findings)
    {
        if (depth > DeepestSubgraph)
        {
            findings.Add(DiagnosticCatalog.SubgraphTooDeep.At(name, name, DeepestSubgraph));
            return;
        }
        Dictionary<string, ModelNode> nodes = [];
        foreach (ModelNode node in graph.Nodes)
        {
            if (!nodes.TryAdd(node.Name, node))
                findings.Add(DiagnosticCatalog.DuplicateNode.At(node.Place, node.Name));
            if (node is GraphNode inner)
                CheckStructure(inner.Graph, inner.Place, depth + 1, findings);
            else
                ParameterRules.Check(node, findings);
        }
        foreach (Edge edge in graph.Edges)
        {
            foreach (string end in (IEnumerable<string>)[edge.Source, edge.Target])
            {
                if (!nodes.ContainsKey(end))
                    findings.Add(DiagnosticCatalog.DanglingEdge.At(name, edge.Source, edge.Target, end));
            }
            if (nodes.GetValueOrDefault(edge.Target) is InputNode into)
                findings.Add(DiagnosticCatalog.EdgeIntoInput.At(into.Place, edge.Source, edge.Target));
        }
    }

    /// <summary>A cycle is sound if a neuron's state or a positive delay lies on it.</summary>
    private static void CheckCycles(ModelGraph graph, List<Diagnostic> findings)
    {
        HashSet<string> instant = [.. graph.Nodes.Where(n => !Holds(n)).Select(n => n.Name)];
        foreach (string[] cycle in Cycles.Find(instant, graph.Edges))
        {
            string place = graph.Find(cycle[0])!.Place;
            findings.Add(DiagnosticCatalog.ZeroDelayCycle.At(
                place, string.Join(" → ", cycle.Append(cycle[0]).Select(n => $"'{n}'"))));
        }
    }

    private static bool Holds(ModelNode node) =>
        node is NeuronNode || (node is DelayNode delay && delay.Delay.Values.All(d => d > 0));
}
