using System.Collections.Immutable;

namespace Neuro.Compiler.Graph;

/// <summary>The shape rule of every primitive.</summary>
internal static class NodeShapes
{
    /// <summary>
    /// What <paramref name="node"/> takes and gives when something of shape <paramref name="given"/> enters; null where that is
    /// not known yet, with a problem where it is impossible (what the node takes, or what does not fit).
    /// </summary>
    /// <param name="node">The node; its parameters have passed <see cref="ParameterRules"/>.</param>
    /// <param name="given">Output shape of a node that leads to it, or null where none is known.</param>
    /// <param name="guess">Whether a node whose parameters are all scalar may be taken as a single element.</param>
    public static (NodeShape? Shape, string? Problem) Of(ModelNode node, ImmutableArray<int>? given, bool guess) => node switch
    {
        InputNode n => (new(Shape(n.Extents)), null),
        OutputNode n => (new(Shape(n.Extents)), null),
        LinearNode n => Matrix(n.Weight, null),
        AffineNode n => Matrix(n.Weight, n.Bias),
        ConvolutionNode n => Convolution(n, given),
        PoolNode n => Pool(n, given),
        FlattenNode n => Flatten(n, given),
        _ => ElementWise(node, given, guess),
    };

    private static ImmutableArray<int> Shape(Tensor tensor) => [.. tensor.Values.Select(v => (int)v)];

    private static (NodeShape?, string?) Matrix(Tensor weight, Tensor? bias)
    {
        ImmutableArray<int> blocks = weight.Shape[..^2];
        NodeShape shape = new([.. blocks, weight.Shape[^1]], [.. blocks, weight.Shape[^2]]);
        return bias is not null && !Extents.Broadcasts(bias.Shape, shape.Output)
            ? (null, $"bias {Extents.Text(bias.Shape)} beside weight {Extents.Text(weight.Shape)}")
            : (shape, null);
    }

    private static (NodeShape?, string?) Convolution(ConvolutionNode node, ImmutableArray<int>? given)
    {
        if (node.Bias is { Count: > 1 } bias && bias.Count != node.Weight.Shape[0])
            return (null, $"bias {Extents.Text(bias.Shape)} beside weight {Extents.Text(node.Weight.Shape)}");
        long channels = (long)node.Weight.Shape[1] * Geometry.Integer(node.Groups, 0);
        ImmutableArray<int>? declared =
            node.InputShape is { } spatial && channels <= int.MaxValue ? [(int)channels, .. Shape(spatial)] : null;
        if ((declared ?? given) is not { } input)
            return (null, null);
        return Geometry.Of(node, input, out string problem) is { } geometry
            ? (new(input, Geometry.OutputShape(node, geometry)), null)
            : (null, problem);
    }

    private static (NodeShape?, string?) Pool(PoolNode node, ImmutableArray<int>? given)
    {
        if (given is not { } input)
            return (null, null);
        return Geometry.Of(node, input, out string problem) is { } geometry
            ? (new(input, Geometry.OutputShape(node, geometry)), null)
            : (null, problem);
    }

    private static (NodeShape?, string?) Flatten(FlattenNode node, ImmutableArray<int>? given)
    {
        if ((given ?? (node.InputType is { } type ? Shape(type) : null)) is not { } input)
            return (null, null);
        int start = Axis(node.StartDim, 1, input.Length);
        int end = Axis(node.EndDim, -1, input.Length);
        if (start < 0 || end >= input.Length || start > end)
            return (null, $"axes {start} to {end} to flatten");
        long merged = Extents.Count(input[start..(end + 1)]);
        return merged > int.MaxValue
            ? (null, "fewer elements")
            : (new(input, [.. input[..start], (int)merged, .. input[(end + 1)..]]), null);
    }

    private static int Axis(Tensor? tensor, int absent, int rank)
    {
        int axis = tensor is null ? absent : Geometry.Integer(tensor, 0);
        return axis < 0 ? axis + rank : Math.Min(axis, Math.Max(rank - 1, 0));
    }

    private static (NodeShape?, string?) ElementWise(ModelNode node, ImmutableArray<int>? given, bool guess)
    {
        List<ImmutableArray<int>> parameters = [.. node.Parameters.Select(p => p.Value.Tensor!.Shape)];
        if (given is { } input && parameters.All(p => Extents.Broadcasts(p, input)))
            return (new(input), null);
        ImmutableArray<int> widest = parameters.MaxBy(Extents.Count);
        if (Extents.Count(widest) == 1)
            return guess ? (new([1]), null) : (null, null);
        // Extents of one may stand for whatever enters, such as one value per channel.
        if (given is null && !guess && widest.Contains(1))
            return (null, null);
        foreach ((string name, Parameter value) in node.Parameters)
        {
            if (!Extents.Broadcasts(value.Tensor!.Shape, widest))
                return (null, $"'{name}' of shape {Extents.Text(value.Tensor.Shape)} beside {Extents.Text(widest)}");
        }
        return (new(widest), null);
    }
}
