using Neuro.Compiler.Graph;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Merges a Scale into the linear map before it, which leads only to it, or into the one behind it, which only it leads to:
/// s ⊙ (W·x + b) = (diag(s)·W)·x + s ⊙ b, and W·(s ⊙ x) + b = (W·diag(s))·x + b. A convolution takes factors that are the same
/// over a channel. A scaled SumPool2d becomes a convolution of one group per channel.
/// </summary>
internal static class FoldScales
{
    public static ModelGraph Run(ModelGraph graph)
    {
        foreach (string name in graph.Nodes.OfType<ScaleNode>().Select(n => n.Name).ToList())
        {
            ScaleNode scale = (ScaleNode)graph.Find(name)!;
            if (graph.PrivateSource(name) is { } before && Behind(before, scale) is { } scaled)
                graph = graph.Replace(scaled).Bypass(name);
            else if (graph.Edges.Where(e => e.Source == name).ToList() is [var only]
                && graph.PrivateSource(only.Target) is not null
                && Before(graph.Find(only.Target)!, scale) is { } fed)
                graph = graph.Replace(fed).Bypass(name);
        }
        return graph;
    }

    /// <summary>The node that does <paramref name="node"/> and then
    /// <paramref name="scale"/>, or null where no node does.</summary>
    private static ModelNode? Behind(ModelNode node, ScaleNode scale)
    {
        string? origin = GraphEdit.Join(node, scale);
        double[] factors = Extents.PerNeuron(scale.Scale, scale.Shape!.Output);
        switch (node)
        {
            case AffineNode n:
                int columns = n.Weight.Shape[^1];
                return n with
                {
                    Origin = origin,
                    Weight = Map(n.Weight, (w, i) => w * At(factors, i / columns)),
                    Bias = Map(n.Bias, (b, i) => b * At(factors, i)),
                };
            case ConvolutionNode n when PerChannel(factors, n.Weight.Shape[0]) is { } channel:
                int kernel = n.Weight.Count / n.Weight.Shape[0];
                return n with
                {
                    Origin = origin,
                    Weight = Map(n.Weight, (w, i) => w * channel[i / kernel]),
                    Bias = Map(n.Bias!, (b, i) => b * channel[i]),
                };
            case SumPool2dNode n when PerChannel(factors, n.Shape!.Output[0]) is { } channel:
                return Weighted(n, channel) with { Origin = origin };
            case ScaleNode n:
                return Product(n, scale) with { Name = n.Name, Shape = n.Shape, Origin = origin };
            default:
                return null;
        }
    }

    /// <summary>The node that does <paramref name="scale"/> and then
    /// <paramref name="node"/>, or null where no node does.</summary>
    private static ModelNode? Before(ModelNode node, ScaleNode scale)
    {
        string? origin = GraphEdit.Join(node, scale);
        double[] factors = Extents.PerNeuron(scale.Scale, scale.Shape!.Output);
        switch (node)
        {
            case AffineNode n:
                (int rows, int columns) = (n.Weight.Shape[^2], n.Weight.Shape[^1]);
                // A weight of several blocks takes element (block, column) of the input.
                return n with
                {
                    Origin = origin,
                    Weight = Map(n.Weight, (w, i) => w * At(factors, i / columns / rows * columns + i % columns)),
                };
            case ConvolutionNode n when PerChannel(factors, n.Shape!.Input[0]) is { } channel:
                (int outputs, int inputs) = (n.Weight.Shape[0], n.Weight.Shape[1]);
                int window = n.Weight.Count / outputs / inputs;
                int perGroup = outputs / Geometry.Integer(n.Groups, 0);
                return n with
                {
                    Origin = origin,
                    Weight = Map(n.Weight, (w, i) => w * channel[i / window / inputs / perGroup * inputs + i / window % inputs]),
                };
            case ScaleNode n:
                return Product(n, scale) with { Name = n.Name, Shape = n.Shape, Origin = origin };
            default:
                return null;
        }
    }

    private static double At(double[] factors, int i) => factors.Length == 1 ? factors[0] : factors[i];

    private static Tensor Map(Tensor tensor, Func<double, int, double> f) => new(tensor.Shape, [.. tensor.Values.Select(f)]);

    /// <summary>One factor per channel, or null where factors differ within one.</summary>
    private static double[]? PerChannel(double[] factors, int channels)
    {
        if (factors.Length == 1)
            return [.. Enumerable.Repeat(factors[0], channels)];
        int area = factors.Length / channels;
        for (int i = 0; i < factors.Length; i++)
        {
            if (factors[i] != factors[i / area * area])
                return null;
        }
        return [.. Enumerable.Range(0, channels).Select(c => factors[c * area])];
    }

    private static ScaleNode Product(ScaleNode a, ScaleNode b)
    {
        double[] left = Extents.PerNeuron(a.Scale, a.Shape!.Output);
        double[] right = Extents.PerNeuron(b.Scale, b.Shape!.Output);
        if (left.Length == 1 && right.Length == 1)
            return a with { Scale = Tensor.Scalar(left[0] * right[0]) };
        double[] product = [.. Enumerable.Range(0, Math.Max(left.Length, right.Length)).Select(i => At(left, i) * At(right, i))];
        return a with { Scale = new(a.Shape.Output, product) };
    }

    private static Conv2dNode Weighted(SumPool2dNode pool, double[] channel)
    {
        (int rows, int columns) = (Geometry.Integer(pool.KernelSize, 0), Geometry.Integer(pool.KernelSize, 1));
        double[] weights = [.. channel.SelectMany(factor => Enumerable.Repeat(factor, rows * columns))];
        return new()
        {
            Name = pool.Name,
            Shape = pool.Shape,
            Weight = new([channel.Length, 1, rows, columns], weights),
            Stride = pool.Stride,
            Padding = pool.Padding,
            Dilation = Tensor.Integers(1, 1),
            Groups = Tensor.Scalar(channel.Length, TensorType.Int64),
            Bias = new([channel.Length], new double[channel.Length]),
        };
    }
}
