using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Keeps one of several equal edges. NIR defines E as a set of pairs (Pedersen et al. 2024), and the importers of snnTorch, Spyx
/// and Lava drop duplicates with a warning; so does this.
/// </summary>
internal static class MergeParallelEdges
{
    public static ModelGraph Run(ModelGraph graph, List<Diagnostic> findings)
    {
        foreach (IGrouping<Edge, Edge> group in graph.Edges.GroupBy(e => e).Where(g => g.Count() > 1))
        {
            string? place = graph.Find(group.Key.Target)?.Place;
            findings.Add(DiagnosticCatalog.DuplicateEdge.At(place, group.Key.Source, group.Key.Target, group.Count()));
        }
        return graph with { Edges = [.. graph.Edges.Distinct()] };
    }
}
