using Neuro.Compiler.Graph;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Two Affine nodes in a row, with nothing else between or beside them, become one where it has no more weights:
/// W₂·(W₁·x + b₁) + b₂ = (W₂·W₁)·x + (W₂·b₁ + b₂).
/// </summary>
internal static class FoldLinearMaps
{
    public static ModelGraph Run(ModelGraph graph)
    {
        foreach (string name in graph.Nodes.OfType<AffineNode>().Select(n => n.Name).ToList())
        {
            while (graph.Find(name) is AffineNode second && graph.PrivateSource(name) is AffineNode first
                && Product(first, second) is { } both)
                graph = graph.Bypass(first.Name).Replace(both);
        }
        return graph;
    }

    private static AffineNode? Product(AffineNode first, AffineNode second)
    {
        if (first.Weight.Shape.Length != 2 || second.Weight.Shape.Length != 2)
            return null;
        (int inputs, int middle, int outputs) = (first.Weight.Shape[1], first.Weight.Shape[0], second.Weight.Shape[0]);
        if ((long)inputs * outputs > (long)middle * (inputs + outputs))
            return null;
        double[] weights = new double[outputs * inputs];
        double[] bias = [.. second.Bias.Values];
        for (int o = 0; o < outputs; o++)
        {
            Span<double> row = weights.AsSpan(o * inputs, inputs);
            for (int m = 0; m < middle; m++)
            {
                double w = second.Weight.Values[o * middle + m];
                bias[o] += w * first.Bias.Values[m];
                ReadOnlySpan<double> from = first.Weight.Values.AsSpan(m * inputs, inputs);
                for (int i = 0; i < inputs; i++)
                    row[i] += w * from[i];
            }
        }
        return second with
        {
            Origin = GraphEdit.Join(first, second),
            Shape = new(first.Shape!.Input, second.Shape!.Output),
            Weight = new([outputs, inputs], weights),
            Bias = new([outputs], bias),
        };
    }
}
