using Neuro.Compiler.Graph;

namespace Neuro.Compiler.Passes;

/// <summary>Edits that several steps share.</summary>
internal static class GraphEdit
{
    /// <summary>Removes a node; whatever led to it now leads to whatever it led to. An edge that
    /// exists already is not doubled.</summary>
    public static ModelGraph Bypass(this ModelGraph graph, string name)
    {
        List<string> sources = [.. graph.Edges.Where(e => e.Target == name && e.Source != name).Select(e => e.Source)];
        List<string> targets = [.. graph.Edges.Where(e => e.Source == name && e.Target != name).Select(e => e.Target)];
        HashSet<Edge> kept = [.. graph.Edges.Where(e => e.Source != name && e.Target != name)];
        foreach (string source in sources)
            kept.UnionWith(targets.Select(target => new Edge(source, target)));
        return graph with { Nodes = [.. graph.Nodes.Where(n => n.Name != name)], Edges = [.. kept] };
    }

    /// <summary>Puts <paramref name="node"/> in the place of the node of its name.</summary>
    public static ModelGraph Replace(this ModelGraph graph, ModelNode node) =>
        graph with { Nodes = [.. graph.Nodes.Select(n => n.Name == node.Name ? node : n)] };

    /// <summary>The only source of <paramref name="node"/>, if it has but one and that leads to nothing else.</summary>
    public static ModelNode? PrivateSource(this ModelGraph graph, string node)
    {
        List<Edge> into = [.. graph.Edges.Where(e => e.Target == node)];
        return into.Count == 1 && into[0].Source != node && graph.Edges.Count(e => e.Source == into[0].Source) == 1
            ? graph.Find(into[0].Source)
            : null;
    }

    /// <summary>The origins of two merged nodes.</summary>
    public static string? Join(ModelNode a, ModelNode b) =>
        a.Origin is null || b.Origin is null ? a.Origin ?? b.Origin : $"{a.Origin} + {b.Origin}";

    /// <summary>A name that no node of <paramref name="taken"/> has.</summary>
    public static string Fresh(string wish, IReadOnlySet<string> taken)
    {
        string name = wish;
        for (int i = 1; taken.Contains(name); i++)
            name = $"{wish}_{i}";
        return name;
    }
}
