using Neuro.Cli.Output;
using Neuro.Compiler.Graph;

namespace Neuro.Cli.Inspection;

/// <summary>A model as tables or JSON.</summary>
internal static class ModelView
{
    /// <summary>Prints <paramref name="graph"/>, which was read from <paramref name="path"/>.</summary>
    public static void Print(Terminal terminal, string path, ModelGraph graph)
    {
        // Shapes are inferred on a copy; a graph that holds others shows the shapes its nodes themselves fix.
        ModelGraph shaped = graph.Nodes.Any(n => n is GraphNode) ? graph : ShapeInference.Run(graph, []) ?? graph;
        if (terminal.Json)
        {
            terminal.WriteJson("inspect", new { View = "model", File = path, Graph = Json(shaped) });
            return;
        }
        PrintGraph(terminal, shaped, "");
    }

    private static object Json(ModelGraph graph) => new
    {
        graph.Name,
        graph.Version,
        Nodes = graph.Nodes.Select(n => new
        {
            n.Name,
            n.Kind,
            Input = n.Shape?.Input.ToArray(),
            Output = n.Shape?.Output.ToArray(),
            Parameters = n.Parameters.ToDictionary(p => p.Key, p => ShapeOf(p.Value)),
            Graph = n is GraphNode inner ? Json(inner.Graph) : null,
        }),
        Edges = graph.Edges.Select(e => new { e.Source, e.Target }),
    };

    private static void PrintGraph(Terminal terminal, ModelGraph graph, string prefix)
    {
        ILookup<string, string> targets = graph.Targets();
        Spectre.Console.Table table = Tables.Create("node", "kind", "input", "output", "parameters", "goes to");
        foreach (ModelNode node in Order(graph))
        {
            string parameters = string.Join(", ", node.Parameters.Select(p => $"{p.Key}{Suffix(p.Value)}"));
            table.Row(
                prefix + node.Name, node.Kind, Extents(node.Shape?.Input), Extents(node.Shape?.Output), parameters,
                string.Join(", ", targets[node.Name].Order(StringComparer.Ordinal)));
        }
        terminal.Write(table);
        foreach (GraphNode inner in graph.Nodes.OfType<GraphNode>())
            PrintGraph(terminal, inner.Graph, $"{prefix}{inner.Name}/");
    }

    // Breadth first from the inputs, as people draw networks; what no input reaches comes last.
    private static List<ModelNode> Order(ModelGraph graph)
    {
        Dictionary<string, ModelNode> nodes = graph.ByName();
        ILookup<string, string> targets = graph.Targets();
        List<ModelNode> order = [];
        HashSet<string> seen = [];
        Queue<string> open = new(graph.Nodes.OfType<InputNode>().Select(n => n.Name).Order(StringComparer.Ordinal));
        foreach (string name in graph.Nodes.Select(n => n.Name).Order(StringComparer.Ordinal).Prepend(""))
        {
            if (name.Length > 0)
                open.Enqueue(name);
            while (open.TryDequeue(out string? at))
            {
                if (!seen.Add(at))
                    continue;
                order.Add(nodes[at]);
                foreach (string target in targets[at].Order(StringComparer.Ordinal))
                    open.Enqueue(target);
            }
        }
        return order;
    }

    private static string Extents(IEnumerable<int>? shape) => shape is null ? "" : string.Join('x', shape);

    private static string ShapeOf(Parameter parameter) =>
        parameter.Tensor is { } tensor ? $"[{string.Join(", ", tensor.Shape)}]" : "text";

    private static string Suffix(Parameter parameter) =>
        parameter.Tensor is { Shape.Length: > 0 } tensor ? $"[{string.Join('x', tensor.Shape)}]" : "";
}
