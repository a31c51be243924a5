using Neuro.Compiler.Graph;

namespace Neuro.Compiler.Passes;

/// <summary>Linear becomes Affine with a bias of zero; a bias of one element becomes one for every output.</summary>
internal static class UnifyLinear
{
    public static ModelGraph Run(ModelGraph graph) =>
        graph with { Nodes = [.. graph.Nodes.Select(Unify)] };

    private static ModelNode Unify(ModelNode node) => node switch
    {
        LinearNode n => new AffineNode
        {
            Name = n.Name,
            Origin = n.Origin,
            Shape = n.Shape,
            Weight = n.Weight,
            Bias = new(n.Shape!.Output, new double[Extents.Count(n.Shape.Output)]),
        },
        AffineNode n => n with { Bias = Full(n.Bias, n.Shape!.Output) },
        ConvolutionNode n => n with { Bias = Full(n.Bias ?? Tensor.Scalar(0), [n.Weight.Shape[0]]) },
        _ => node,
    };

    private static Tensor Full(Tensor bias, System.Collections.Immutable.ImmutableArray<int> shape)
    {
        if (bias.Count == Extents.Count(shape))
            return new(shape, bias.Values, bias.Type);
        double[] values = Extents.PerNeuron(bias, shape);
        double[] full = new double[Extents.Count(shape)];
        if (values.Length == 1)
            Array.Fill(full, values[0]);
        else
            values.CopyTo(full, 0);
        return new(shape, full, bias.Type);
    }
}
