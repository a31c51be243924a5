using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>Puts an Output behind every node that leads to nothing, as nir.NIRGraph.infer_types does.</summary>
internal static class AddMissingOutputs
{
    public static ModelGraph Run(ModelGraph graph, List<Diagnostic> findings)
    {
        HashSet<string> taken = [.. graph.Nodes.Select(n => n.Name)];
        HashSet<string> leading = [.. graph.Edges.Select(e => e.Source)];
        foreach (ModelNode leaf in graph.Nodes.Where(n => n is not (InputNode or OutputNode) && !leading.Contains(n.Name)))
        {
            OutputNode output = new()
            {
                Name = GraphEdit.Fresh($"output_{leaf.Name}", taken),
                Extents = Tensor.Integers([.. leaf.Shape!.Output]),
                Origin = leaf.Origin,
                Shape = new(leaf.Shape.Output),
            };
            taken.Add(output.Name);
            findings.Add(DiagnosticCatalog.ImplicitOutput.At(leaf.Place, leaf.Name, output.Name));
            graph = graph with { Nodes = graph.Nodes.Add(output), Edges = graph.Edges.Add(new(leaf.Name, output.Name)) };
        }
        if (!graph.Nodes.Any(n => n is OutputNode))
            findings.Add(DiagnosticCatalog.NoTerminal.At(graph.Name, "Output"));
        return graph;
    }
}
