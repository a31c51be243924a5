using System.Collections.Immutable;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Ir;

namespace Neuro.Compiler;

/// <summary>
/// Checks what a step leaves behind: a fault here is one of the compiler, not of the model. Canonical graphs hold no node that a
/// pass was to remove; discrete networks resolve, fit, and run forward; programs pass the IR's own verifier.
/// </summary>
internal static class CompilationVerifier
{
    /// <summary>Ends the work where <paramref name="step"/> left something broken.</summary>
    public static void Verify(Compilation compilation, string step)
    {
        IEnumerable<string> faults = compilation switch
        {
            { Program: { } program } => ProgramVerifier.Verify(program).Select(d => d.ToString()),
            { Network: { } network } => Faults(network),
            _ => compilation.Graph.Nodes.Where(IsGone).Select(n => $"'{n.Name}' is still a {n.Kind}"),
        };
        ImmutableArray<string> all = [.. faults];
        if (!all.IsEmpty)
            throw new InvalidOperationException(
                $"step '{step}' left '{compilation.Graph.Name}' broken: {string.Join("; ", all)}");
    }

    private static bool IsGone(ModelNode node) => node is GraphNode or FlattenNode or AvgPool2dNode or LinearNode;

    private static IEnumerable<string> Faults(DiscreteNetwork network)
    {
        Dictionary<string, int> order = [];
        foreach (DiscretePopulation population in network.Populations)
            if (!order.TryAdd(population.Name, order.Count)) yield return $"two populations are called '{population.Name}'";
        foreach (IGrouping<string, DiscreteProjection> same in network.Projections.GroupBy(p => p.Name).Where(g => g.Count() > 1))
            yield return $"{same.Count()} projections are called '{same.Key}'";
        foreach (string output in network.Outputs.Where(o => !order.ContainsKey(o)))
            yield return $"there is no output '{output}'";
        foreach (DiscreteProjection p in network.Projections)
        {
            if (!order.TryGetValue(p.Source, out int source) || !order.TryGetValue(p.Target, out int target))
                yield return $"'{p.Name}' connects '{p.Source}' to '{p.Target}', which are not both there";
            else if (Misfit(p, network.Populations[source].Size, network.Populations[target].Size) is { } misfit)
                yield return $"'{p.Name}' {misfit}";
            else if (p.Delay.Contains(0) && source >= target)
                yield return $"'{p.Name}' runs backward from '{p.Source}' to '{p.Target}' without delay";
        }
    }

    private static string? Misfit(DiscreteProjection p, int source, int target)
    {
        bool fits = p.Map switch
        {
            DenseMap dense => dense.Weights.LongLength == (long)source * target,
            OneToOneMap pairs => source == target && (pairs.Weights.Length == 1 || pairs.Weights.Length == target),
            ConvolutionMap map => map.Geometry.InputSize == source && map.Geometry.OutputSize == target
                && (map.Weights.Length == 1 || map.Weights.Length == map.Geometry.WeightCount),
            GatherMap map => map.Sources.Length == target && map.Sources.All(s => s >= -1 && s < source),
            _ => false,
        };
        if (!fits) return $"does not fit {source} sources and {target} targets";
        return p.Delay.Length == 1 || (p.Map is OneToOneMap && p.Delay.Length == target) ? null : $"has {p.Delay.Length} delays";
    }
}
