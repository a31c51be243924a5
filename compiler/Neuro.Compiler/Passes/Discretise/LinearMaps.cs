using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Ir;

namespace Neuro.Compiler.Passes;

/// <summary>The linear maps of canonical nodes.</summary>
internal static class LinearMaps
{
    /// <summary>The map of a node without its bias.</summary>
    public static LinearMap Of(ModelNode node) => node switch
    {
        AffineNode { Weight.Shape.Length: 2 } n => new DenseMap(n.Weight.Values),
        AffineNode n => Blocks(n),
        ScaleNode n => new OneToOneMap(Values.Compact(Extents.PerNeuron(n.Scale, n.Shape!.Output))),
        ConvolutionNode n => new ConvolutionMap(Geometry.Of(n, n.Shape!.Input, out _)!, n.Weight.Values),
        PoolNode n => new ConvolutionMap(Geometry.Of(n, n.Shape!.Input, out _)!, [1.0]),
        _ => throw new ArgumentException($"'{node.Name}' ({node.Kind}) is no linear map", nameof(node)),
    };

    /// <summary>The bias of a node's output, [1] or [element].</summary>
    public static double[] Bias(ModelNode node) => node switch
    {
        AffineNode n => n.Bias.Values,
        ConvolutionNode { Bias: { } bias } n when !bias.All(0) => PerChannel(bias.Values, n),
        _ => [0.0],
    };

    private static double[] PerChannel(double[] bias, ConvolutionNode node)
    {
        int size = (int)Extents.Count(node.Shape!.Output);
        int area = size / bias.Length;
        double[] values = new double[size];
        for (int channel = 0; channel < bias.Length; channel++)
            values.AsSpan(channel * area, area).Fill(bias[channel]);
        return values;
    }

    /// <summary>Independent matrices, block by block: a 1 × 1 convolution of one group per block.</summary>
    private static ConvolutionMap Blocks(AffineNode node)
    {
        int inputs = (int)Extents.Count(node.Shape!.Input);
        int outputs = (int)Extents.Count(node.Shape.Output);
        Convolution geometry = new()
        {
            InputChannels = inputs,
            InputHeight = 1,
            InputWidth = 1,
            OutputChannels = outputs,
            OutputHeight = 1,
            OutputWidth = 1,
            KernelHeight = 1,
            KernelWidth = 1,
            Groups = inputs / node.Weight.Shape[^1],
        };
        return new(geometry, node.Weight.Values);
    }
}
