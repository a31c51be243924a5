using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>Sets the shape of every node; see <see cref="ShapeInference"/>.</summary>
internal static class InferShapes
{
    public static ModelGraph Run(ModelGraph graph, List<Diagnostic> findings) => ShapeInference.Run(graph, findings) ?? graph;
}
