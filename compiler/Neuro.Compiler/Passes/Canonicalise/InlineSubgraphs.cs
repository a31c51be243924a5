using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Puts the nodes of subgraphs beside those of the graph, called "subgraph.node". An edge to a subgraph leads to what its one
/// Input leads to; an edge from it starts where its one Output is fed. A subgraph without Input (Output) is entered (left) at its
/// one node that nothing leads to (that leads to nothing), as nir.NIRGraph completes it.
/// </summary>
internal static class InlineSubgraphs
{
    public static ModelGraph Run(ModelGraph graph, List<Diagnostic> findings)
    {
        if (!graph.Nodes.Any(n => n is GraphNode))
            return graph;
        Inliner inliner = new(findings);
        inliner.Add(graph, "", 0, null, null);
        ModelGraph flat = graph with { Nodes = [.. inliner.Nodes], Edges = [.. inliner.Edges] };
        foreach (string through in inliner.PassThrough)
            flat = flat.Bypass(through);
        return flat;
    }

    private sealed class Inliner(List<Diagnostic> findings)
    {
        private readonly HashSet<string> _taken = [];

        public List<ModelNode> Nodes { get; } = [];

        public List<Edge> Edges { get; } = [];

        public List<string> PassThrough { get; } = [];

        /// <summary>Adds the nodes and edges of <paramref name="graph"/>.</summary>
        /// <param name="graph">The graph.</param>
        /// <param name="prefix">What its nodes' names begin with.</param>
        /// <param name="depth">How many graphs it lies in.</param>
        /// <param name="entry">The node at which an edge from outside enters it; null where none does.</param>
        /// <param name="exit">The node at which an edge to the outside leaves it; null where none does.</param>
        public void Add(ModelGraph graph, string prefix, int depth, string? entry, string? exit)
        {
            Dictionary<string, (string Entry, string Exit)> ends = [];
            foreach (ModelNode node in graph.Nodes.Where(n => n is not GraphNode))
                ends[node.Name] = Place(node, prefix, depth);
            foreach (GraphNode node in graph.Nodes.OfType<GraphNode>())
            {
                bool entered = node.Name == entry || graph.Edges.Any(e => e.Target == node.Name);
                bool left = node.Name == exit || graph.Edges.Any(e => e.Source == node.Name);
                ends[node.Name] = Open(node, prefix, depth, entered, left);
            }
            foreach (Edge edge in graph.Edges)
                Edges.Add(new(ends[edge.Source].Exit, ends[edge.Target].Entry));
            _ends = ends;
        }

        private Dictionary<string, (string Entry, string Exit)> _ends = [];

        private (string, string) Place(ModelNode node, string prefix, int depth)
        {
            string name = GraphEdit.Fresh(prefix + node.Name, _taken);
            _taken.Add(name);
            Nodes.Add(node with { Name = name });
            if (depth > 0 && node is InputNode or OutputNode)
                PassThrough.Add(name);
            return (name, name);
        }

        private (string, string) Open(GraphNode node, string prefix, int depth, bool entered, bool left)
        {
            string? entry = entered ? Terminal<InputNode>(node, node.Graph.Edges.Select(e => e.Target)) : null;
            string? exit = left ? Terminal<OutputNode>(node, node.Graph.Edges.Select(e => e.Source)) : null;
            Add(node.Graph, $"{prefix}{node.Name}.", depth + 1, entry, exit);
            Dictionary<string, (string Entry, string Exit)> inner = _ends;
            return (entry is null ? "" : inner[entry].Entry, exit is null ? "" : inner[exit].Exit);
        }

        private string? Terminal<T>(GraphNode node, IEnumerable<string> connected)
            where T : ModelNode
        {
            List<string> candidates = [.. node.Graph.Nodes.OfType<T>().Select(n => n.Name)];
            if (candidates.Count == 0)
                candidates = [.. node.Graph.Nodes.Select(n => n.Name).Except(connected)];
            if (candidates.Count == 1)
                return candidates[0];
            string kind = typeof(T) == typeof(InputNode) ? "Input" : "Output";
            findings.Add(DiagnosticCatalog.AmbiguousSubgraph.At(node.Place, node.Name, candidates.Count, kind));
            return null;
        }
    }
}
