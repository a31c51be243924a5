using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>What a target's synapses can be.</summary>
internal static class ProjectionRules
{
    /// <summary>The longest and the shortest delay.</summary>
    public static IEnumerable<Diagnostic> Delays(SpikeProgram program, TargetProfile target)
    {
        foreach (Projection projection in program.Projections)
        {
            int delay = program.LongestDelay(projection);
            if (target.Limits.MaxDelay is { } longest && delay > longest)
                yield return DiagnosticCatalog.DelayBeyondTarget.At(
                    projection.Origin, projection.Name, delay, target.Name, longest);
            if (target.Limits.MinDelay > 0 && Shortest(program, projection) is var shortest && shortest < target.Limits.MinDelay)
                yield return DiagnosticCatalog.DelayBelowTarget.At(
                    projection.Origin, projection.Name, shortest, target.Name, target.Limits.MinDelay);
        }
    }

    /// <summary>The width of weights.</summary>
    public static IEnumerable<Diagnostic> Weights(SpikeProgram program, TargetProfile target) =>
        from projection in program.Projections
        let weights = program.Array(projection.Weight)
        where weights is not null && weights.Bits > Math.Max(target.Arithmetic.WeightBits, 2)
        select DiagnosticCatalog.WeightsTooWide.At(
            projection.Origin, projection.Name, weights.Bits, target.Name, target.Arithmetic.WeightBits);

    // What enters a bias port stands for the chip's own biases, not for synapses.
    private static int Shortest(SpikeProgram program, Projection projection) =>
        projection.Port == "bias" ? int.MaxValue : program.Values(projection.Delay, 1).DefaultIfEmpty(int.MaxValue).Min();
}
