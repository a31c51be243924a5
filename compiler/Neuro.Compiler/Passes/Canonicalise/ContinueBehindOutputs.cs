using Neuro.Compiler.Graph;

namespace Neuro.Compiler.Passes;

/// <summary>An edge out of an Output node starts where the Output is fed: an Output passes on what it shows.</summary>
internal static class ContinueBehindOutputs
{
    public static ModelGraph Run(ModelGraph graph)
    {
        foreach (OutputNode output in graph.Nodes.OfType<OutputNode>().Where(o => graph.Edges.Any(e => e.Source == o.Name)))
        {
            ModelGraph bypassed = graph.Bypass(output.Name);
            IEnumerable<Edge> shown = graph.Edges.Where(e => e.Target == output.Name && e.Source != output.Name);
            graph = bypassed with { Nodes = bypassed.Nodes.Add(output), Edges = bypassed.Edges.AddRange(shown) };
        }
        return graph;
    }
}
