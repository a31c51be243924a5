using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Brings a model into the one form that the following passes know: flat, with shapes on every node, without Flatten, AvgPool2d,
/// Linear or subgraphs, and with neighbouring linear maps merged where that is exact and no larger.
/// </summary>
public static class Canonicalise
{
    /// <summary>The first step that changes a model for the compiler's sake; the steps before it only complete it.</summary>
    internal const string LastOfReading = "unify-linear";

    /// <summary>The steps, in order.</summary>
    public static IReadOnlyList<CanonicalStep> Steps { get; } =
    [
        new("inline-subgraphs", InlineSubgraphs.Run),
        new("merge-parallel-edges", MergeParallelEdges.Run),
        new("continue-behind-outputs", (graph, _) => ContinueBehindOutputs.Run(graph)),
        new("add-missing-inputs", AddMissingInputs.Run),
        new("infer-shapes", InferShapes.Run),
        new("add-missing-outputs", AddMissingOutputs.Run),
        new(LastOfReading, (graph, _) => UnifyLinear.Run(graph)),
        new("remove-flatten", (graph, _) => RemoveFlatten.Run(graph)),
        new("split-average-pools", (graph, _) => SplitAveragePools.Run(graph)),
        new("fold-scales", (graph, _) => FoldScales.Run(graph)),
        new("fold-linear-maps", (graph, _) => FoldLinearMaps.Run(graph)),
        new("fuse-synapses", (graph, _) => FuseSynapses.Run(graph)),
    ];

    /// <summary>Runs every step on <paramref name="graph"/>, checking the graph after each.</summary>
    /// <param name="graph">A model as read or built.</param>
    /// <param name="findings">Receives warnings.</param>
    /// <param name="after">Called with the name and result of each step, for dumps.</param>
    /// <exception cref="DiagnosticException">The model is at fault.</exception>
    public static ModelGraph Run(ModelGraph graph, List<Diagnostic> findings, Action<string, ModelGraph>? after = null)
    {
        if (GraphVerifier.Verify(graph) is var wrong && GraphVerifier.HasErrors(wrong))
            throw new DiagnosticException(wrong);
        foreach (CanonicalStep step in Steps)
        {
            graph = step.Run(graph, findings);
            List<Diagnostic> broken = [];
            GraphVerifier.CheckFlat(graph, broken);
            if (GraphVerifier.HasErrors(broken))
                throw new InvalidOperationException(
                    $"step '{step.Name}' left the graph '{graph.Name}' broken: {string.Join("; ", broken)}");
            after?.Invoke(step.Name, graph);
        }
        return graph;
    }
}
