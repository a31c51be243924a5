using Neuro.Compiler.Graph;

namespace Neuro.Compiler.Passes;

/// <summary>AvgPool2d = SumPool2d, then Scale by 1 / (rows · columns) of the window (NIR's definition; padding counts).</summary>
internal static class SplitAveragePools
{
    public static ModelGraph Run(ModelGraph graph)
    {
        foreach (AvgPool2dNode pool in graph.Nodes.OfType<AvgPool2dNode>())
        {
            HashSet<string> taken = [.. graph.Nodes.Select(n => n.Name)];
            SumPool2dNode sum = new()
            {
                Name = pool.Name,
                Origin = pool.Origin,
                Shape = pool.Shape,
                KernelSize = pool.KernelSize,
                Stride = pool.Stride,
                Padding = pool.Padding,
            };
            ScaleNode scale = new()
            {
                Name = GraphEdit.Fresh($"{pool.Name}.scale", taken),
                Origin = pool.Origin,
                Shape = new(pool.Shape!.Output),
                Scale =
                    Tensor.Scalar(1.0 / ((double)Geometry.Integer(pool.KernelSize, 0) * Geometry.Integer(pool.KernelSize, 1))),
            };
            graph = graph with
            {
                Nodes = [.. graph.Nodes.Select(n => n.Name == pool.Name ? sum : n), scale],
                Edges =
                [
                    .. graph.Edges.Select(e => e.Source == pool.Name ? e with { Source = scale.Name } : e),
                    new(sum.Name, scale.Name),
                ],
            };
        }
        return graph;
    }
}
