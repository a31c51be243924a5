using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Ann;

/// <summary>
/// Merges a scale or a bias (batch normalisation, MatMul + Add) into the map before it, leaves out what does nothing, and puts an
/// activation before the MaxPool that it follows: max and a function that never falls can be exchanged.
/// </summary>
public static class AnnSimplifier
{
    /// <summary>A graph that computes the same with fewer nodes.</summary>
    public static AnnGraph Run(AnnGraph graph)
    {
        graph = WithoutUnread(graph);
        for (bool changed = true; changed;)
        {
            Dictionary<string, AnnNode> nodes = graph.Nodes.ToDictionary(n => n.Name);
            ILookup<string, AnnNode> readers = graph.Readers();
            changed = false;
            Dictionary<string, AnnNode> edits = [];
            Dictionary<string, string> renamed = [];
            HashSet<string> touched = [];
            foreach (AnnNode node in graph.Nodes)
            {
                if (node.Inputs.Length != 1 || touched.Contains(node.Name) || touched.Contains(node.Inputs[0])) continue;
                AnnNode before = nodes[node.Inputs[0]];
                if (readers[before.Name].Count() != 1 || before.Name == graph.Output) continue;
                AnnNode? merged = Merge(before, node);
                if (merged is not null)
                {
                    edits[before.Name] = merged;
                    renamed[node.Name] = before.Name;
                    touched.UnionWith([before.Name, node.Name]);
                }
                else if (before is AnnMaxPool && (node is AnnActivation or AnnQuantise))
                {
                    // x → pool → f becomes x → f → pool; each keeps its name, and what read f reads the pool.
                    edits[before.Name] = node with { Inputs = before.Inputs, Shape = nodes[before.Inputs[0]].Shape };
                    edits[node.Name] = before with { Inputs = [node.Name] };
                    renamed[node.Name] = before.Name;
                    touched.UnionWith([before.Name, node.Name]);
                }
            }
            changed = edits.Count > 0;
            if (changed) graph = Apply(graph, edits, renamed);
        }
        return graph;
    }

    private static AnnGraph Apply(AnnGraph graph, Dictionary<string, AnnNode> edits, Dictionary<string, string> renamed)
    {
        string Renamed(string name) => renamed.GetValueOrDefault(name, name);
        List<AnnNode> result = [];
        foreach (AnnNode node in graph.Nodes)
        {
            bool edited = edits.TryGetValue(node.Name, out AnnNode? edit);
            if (renamed.ContainsKey(node.Name) && !edited) continue;
            // A pool that has changed places with what followed it reads that, whatever else does.
            result.Add(edit is AnnMaxPool ? edit : (edit ?? node) with { Inputs = [.. (edit ?? node).Inputs.Select(Renamed)] });
        }
        return graph with { Nodes = [.. result], Output = Renamed(graph.Output) };
    }

    private static AnnGraph WithoutUnread(AnnGraph graph)
    {
        HashSet<string> read = [graph.Output, graph.Input.Name];
        List<AnnNode> kept = [];
        foreach (AnnNode node in graph.Nodes.Reverse())
        {
            if (!read.Contains(node.Name)) continue;
            kept.Add(node);
            read.UnionWith(node.Inputs);
        }
        kept.Reverse();
        return graph with { Nodes = [.. kept] };
    }

    private static AnnNode? Merge(AnnNode before, AnnNode node) => (before, node) switch
    {
        (AnnLinear first, AnnLinear { Map: OneToOneMap } second) => Merge(first, second),
        (AnnPermute first, AnnPermute second) =>
            first with { Shape = second.Shape, Order = Array.ConvertAll(second.Order, i => first.Order[i]) },
        (AnnQuantise first, AnnQuantise second) when first.Scale == second.Scale && second.Minimum <= first.Minimum
            && second.Maximum >= first.Maximum => first with { Shape = second.Shape },
        _ => null,
    };

    /// <summary>w₂ · (map₁(x) + b₁) + b₂ as one map, where w₂ is one value for each output channel of map₁.</summary>
    private static AnnLinear? Merge(AnnLinear first, AnnLinear second)
    {
        double[] factors = ((OneToOneMap)second.Map).Weights;
        LinearMap? map = first.Map switch
        {
            _ when factors is [1.0] => first.Map,
            OneToOneMap pairs => new OneToOneMap(Zip(pairs.Weights, factors, first.Size, (a, b) => a * b)),
            DenseMap dense => new DenseMap(ScaleRows(dense.Weights, factors)) { Steps = Scaled(dense.Steps, factors) },
            ConvolutionMap c when factors.Length == 1 || factors.Length == c.Geometry.OutputChannels =>
                new ConvolutionMap(c.Geometry, ScaleRows(Full(c), factors)) { Steps = Scaled(c.Steps, factors) },
            _ => null,
        };
        if (map is null) return null;
        double[] bias = Zip(Zip(first.Bias, factors, first.Size, (b, f) => b * f), second.Bias, first.Size, (a, b) => a + b);
        return first with { Map = map, Bias = bias, Shape = second.Shape };
    }

    private static double[] Full(ConvolutionMap map)
    {
        if (map.Weights.Length > 1 || map.Geometry.WeightCount == 1) return map.Weights;
        double[] weights = new double[map.Geometry.WeightCount];
        Array.Fill(weights, map.Weights[0]);
        return weights;
    }

    private static double[] ScaleRows(double[] weights, double[] factors)
    {
        int run = Math.Max(1, weights.Length / factors.Length);
        return [.. weights.Select((w, i) => w * factors[i / run])];
    }

    private static double[]? Scaled(double[]? steps, double[] factors)
    {
        if (steps is null || factors.Any(f => f == 0)) return null;
        int count = Math.Max(steps.Length, factors.Length);
        return
        [
            .. Enumerable.Range(0, count).Select(
                i => steps[steps.Length == 1 ? 0 : i] * Math.Abs(factors[factors.Length == 1 ? 0 : i])),
        ];
    }

    /// <summary>
    /// f of two vectors of which each has one value for each of equal runs of <paramref name="size"/> elements.
    /// </summary>
    private static double[] Zip(double[] a, double[] b, int size, Func<double, double, double> f)
    {
        int count = a.Length % b.Length == 0 ? a.Length : b.Length % a.Length == 0 ? b.Length : size;
        double[] result = new double[count];
        for (int i = 0; i < count; i++)
            result[i] = f(a[(int)((long)i * a.Length / count)], b[(int)((long)i * b.Length / count)]);
        return result;
    }
}
