using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Brings a model into the one form that the following passes know: flat, with shapes on every node, without Flatten, AvgPool2d,
/// Linear or subgraphs, and with neighbouring linear maps merged where that is exact and no larger.
/// </summary>
public static class Canonicalise
{
    /// <summary>The steps that complete a model, and find what is wrong with it.</summary>
    internal static IReadOnlyList<CanonicalStep> Completion { get; } =
    [
        new("inline-subgraphs", InlineSubgraphs.Run),
        new("merge-parallel-edges", MergeParallelEdges.Run),
        new("continue-behind-outputs", (graph, _) => ContinueBehindOutputs.Run(graph)),
        new("add-missing-inputs", AddMissingInputs.Run),
        new("infer-shapes", InferShapes.Run),
        new("add-missing-outputs", AddMissingOutputs.Run),
    ];

    /// <summary>The steps that bring a complete model into canonical form.</summary>
    private static IReadOnlyList<CanonicalStep> Rewriting { get; } =
    [
        new("unify-linear", (graph, _) => UnifyLinear.Run(graph)),
        new("remove-flatten", (graph, _) => RemoveFlatten.Run(graph)),
        new("split-average-pools", (graph, _) => SplitAveragePools.Run(graph)),
        new("fold-scales", (graph, _) => FoldScales.Run(graph)),
        new("fold-linear-maps", (graph, _) => FoldLinearMaps.Run(graph)),
        new("fuse-synapses", (graph, _) => FuseSynapses.Run(graph)),
    ];

    /// <summary>Runs every step on <paramref name="graph"/>, checking the graph after each.</summary>
    /// <param name="graph">A model as read or built.</param>
    /// <param name="findings">Receives warnings.</param>
    /// <exception cref="DiagnosticException">The model is at fault.</exception>
    public static ModelGraph Run(ModelGraph graph, List<Diagnostic> findings)
    {
        if (GraphVerifier.Verify(graph) is var wrong && GraphVerifier.HasErrors(wrong))
            throw new DiagnosticException(wrong);
        foreach (CanonicalStep step in Completion.Concat(Rewriting))
        {
            graph = step.Run(graph, findings);
            List<Diagnostic> broken = [];
            GraphVerifier.CheckFlat(graph, broken);
            if (GraphVerifier.HasErrors(broken))
                throw new InvalidOperationException(
                    $"step '{step.Name}' left the graph '{graph.Name}' broken: {string.Join("; ", broken)}");
        }
        return graph;
    }
}
