using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>Puts an Input before every node that nothing leads to, as nir.NIRGraph.infer_types does.</summary>
internal static class AddMissingInputs
{
    public static ModelGraph Run(ModelGraph graph, List<Diagnostic> findings)
    {
        HashSet<string> taken = [.. graph.Nodes.Select(n => n.Name)];
        HashSet<string> reached = [.. graph.Edges.Select(e => e.Target)];
        foreach (ModelNode root in graph.Nodes.Where(n => n is not InputNode && !reached.Contains(n.Name)))
        {
            if (root is OutputNode)
            {
                findings.Add(DiagnosticCatalog.UnfedOutput.At(root.Place, root.Name));
                continue;
            }
            (NodeShape? shape, _) = NodeShapes.Of(root, null, guess: true);
            if (shape is null)
            {
                findings.Add(DiagnosticCatalog.ShapeUnknown.At(root.Place, root.Name));
                continue;
            }
            InputNode input = new()
            {
                Name = GraphEdit.Fresh($"input_{root.Name}", taken),
                Extents = Tensor.Integers([.. shape.Input]),
                Origin = root.Origin,
            };
            taken.Add(input.Name);
            findings.Add(DiagnosticCatalog.ImplicitInput.At(root.Place, root.Name, input.Name, Extents.Text(shape.Input)));
            graph = graph with { Nodes = graph.Nodes.Add(input), Edges = graph.Edges.Add(new(input.Name, root.Name)) };
        }
        if (!graph.Nodes.Any(n => n is InputNode))
            findings.Add(DiagnosticCatalog.NoTerminal.At(graph.Name, "Input"));
        return graph;
    }
}
