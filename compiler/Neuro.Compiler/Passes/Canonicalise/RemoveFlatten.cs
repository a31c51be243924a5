using Neuro.Compiler.Graph;

namespace Neuro.Compiler.Passes;

/// <summary>Flatten keeps the order of elements, and shapes are known by now: its sources lead to its targets directly.</summary>
internal static class RemoveFlatten
{
    public static ModelGraph Run(ModelGraph graph)
    {
        foreach (FlattenNode flatten in graph.Nodes.OfType<FlattenNode>())
            graph = graph.Bypass(flatten.Name);
        return graph;
    }
}
