using Neuro.Compiler.Ann;
using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>Activations, sums, scales, read-outs.</summary>
internal static class ElementwiseOperators
{
    public static OnnxValue Activation(NodeContext c, double minimum, double maximum, double slope)
    {
        OnnxValue x = c.Real(0);
        return c.Add(x.Shape, (name, extents, place) => new AnnActivation
        {
            Name = name,
            Inputs = [x.Node!],
            Shape = extents,
            Origin = place,
            Minimum = minimum,
            Maximum = maximum,
            NegativeSlope = slope,
        });
    }

    public static OnnxValue LeakyRelu(NodeContext c)
    {
        double slope = c.Float("alpha", 0.01);
        if (slope < 0) throw new NodeFault($"its slope {slope} is negative");
        return slope == 0
            ? Activation(c, 0, double.PositiveInfinity, 0)
            : Activation(c, double.NegativeInfinity, double.PositiveInfinity, slope);
    }

    /// <summary>Bounds are attributes up to opset 10 and inputs since.</summary>
    public static OnnxValue Clip(NodeContext c)
    {
        double minimum = c.Optional(1) is not null ? c.Scalar(1) : c.Float("min", double.NegativeInfinity);
        double maximum = c.Optional(2) is not null ? c.Scalar(2) : c.Float("max", double.PositiveInfinity);
        // The bounds' defaults are the largest floats of either sign.
        if (minimum <= float.MinValue) minimum = double.NegativeInfinity;
        if (maximum >= float.MaxValue) maximum = double.PositiveInfinity;
        return minimum <= maximum
            ? Activation(c, minimum, maximum, 0)
            : throw new NodeFault($"its bounds are {minimum} and {maximum}");
    }

    public static OnnxValue Dropout(NodeContext c) =>
        c.Optional(2) is { Constant.Values: [not 0] } ? throw new NodeFault("it is in training mode") : c.Input(0);

    public static OnnxValue Sum(NodeContext c, int sign)
    {
        if (Enumerable.Range(0, c.InputCount).All(i => c.Input(i).Constant is not null)) return Folding.Arithmetic(c);
        if (c.InputCount == 1) return c.Real(0);
        if (c.InputCount != 2 && c.Proto.OpType != "Sum") throw new NodeFault($"it has {c.InputCount} inputs");
        if (c.InputCount == 2 && c.Input(1).Constant is { } right)
            return Affine(c, c.Real(0), [1.0], Array.ConvertAll(right.Values, v => sign * v), right.Shape);
        if (c.InputCount == 2 && c.Input(0).Constant is { } left)
            return Affine(c, c.Real(1), [sign], left.Values, left.Shape);
        OnnxValue[] terms = [.. Enumerable.Range(0, c.InputCount).Select(c.Real)];
        if (sign < 0) terms[1] = Linear(c, terms[1], terms[1].Shape, new OneToOneMap([-1.0]), [0.0]);
        OnnxValue widest = terms.MaxBy(t => t.Shape.Length)!;
        // The batch axis of one and missing leading axes make no difference; anything else would repeat values.
        if (terms.Any(t => !t.Shape.SkipWhile(e => e == 1).SequenceEqual(widest.Shape.SkipWhile(e => e == 1))))
        {
            IEnumerable<string> shapes = terms.Select(t => $"[{string.Join(", ", t.Shape)}]");
            throw new NodeFault($"it adds values of shapes {string.Join(" and ", shapes)}");
        }
        return c.Add(widest.Shape, (name, extents, place) =>
            new AnnAdd { Name = name, Inputs = [.. terms.Select(t => t.Node!)], Shape = extents, Origin = place });
    }

    public static OnnxValue Multiply(NodeContext c)
    {
        if (c.Input(0).Constant is { } a && c.Input(1).Constant is not null) return Folding.Arithmetic(c);
        if (c.Input(0).Constant is { } left) return Affine(c, c.Real(1), left.Values, [0.0], left.Shape);
        Constant right = c.Input(1).Constant ?? throw new NodeFault("it multiplies two computed values");
        return Affine(c, c.Real(0), right.Values, [0.0], right.Shape);
    }

    public static OnnxValue Divide(NodeContext c)
    {
        if (c.Input(0).Constant is not null && c.Input(1).Constant is not null) return Folding.Arithmetic(c);
        Constant right = c.Constant(1);
        if (right.Values.Any(v => v == 0)) throw new NodeFault("it divides by zero");
        return Affine(c, c.Real(0), Array.ConvertAll(right.Values, v => 1 / v), [0.0], right.Shape);
    }

    public static OnnxValue Scale(NodeContext c, double factor) =>
        c.Input(0).Constant is { } constant
            ? OnnxValue.Of(constant with { Values = Array.ConvertAll(constant.Values, v => factor * v), Steps = null })
            : Linear(c, c.Real(0), c.Real(0).Shape, new OneToOneMap([factor]), [0.0]);

    /// <summary>Between float types a cast changes nothing that counts here.</summary>
    public static OnnxValue Cast(NodeContext c)
    {
        bool toFloat = c.Integer("to", 1) is 1 or 10 or 11 or 16;
        OnnxValue x = c.Input(0);
        if (x.Constant is { } constant)
        {
            double[] values = toFloat || !constant.IsFloat ? constant.Values : Array.ConvertAll(constant.Values, Math.Truncate);
            (int, int)? range = c.Integer("to", 1) switch
            {
                2 => (byte.MinValue, byte.MaxValue),
                3 => (sbyte.MinValue, sbyte.MaxValue),
                4 => (ushort.MinValue, ushort.MaxValue),
                5 => (short.MinValue, short.MaxValue),
                _ => null,
            };
            return OnnxValue.Of(constant with { Values = values, IsFloat = toFloat, Range = range });
        }
        return toFloat && x.Quantised is null ? x : throw new NodeFault("it turns computed values into integers");
    }

    /// <summary>Only which class is largest counts in the spiking network, so that the read-out must come last.</summary>
    public static OnnxValue Softmax(NodeContext c, bool log)
    {
        OnnxValue x = c.Real(0);
        int rank = x.Shape.Length;
        // Up to opset 12 everything from the axis on is one run; since then the axis alone is.
        int axis = c.Integer("axis", c.Opset < 13 ? 1 : -1);
        axis = axis < 0 ? axis + rank : axis;
        if (axis < 0 || axis >= Math.Max(rank, 1)) throw new NodeFault($"its axis is {axis}, its input has {rank}");
        int classes = c.Opset < 13 ? x.Shape[axis..].Aggregate(1, (p, e) => checked(p * e)) : x.Shape[axis];
        if (c.Opset >= 13 && x.Shape[(axis + 1)..].Any(e => e != 1))
            throw new NodeFault("it normalises over an axis that is not the last");
        return c.Add(x.Shape, (name, extents, place) =>
            new AnnSoftmax { Name = name, Inputs = [x.Node!], Shape = extents, Origin = place, Log = log, Classes = classes });
    }

    /// <summary>scale · x + bias with one value for each of the channels.</summary>
    public static OnnxValue Affine(NodeContext c, OnnxValue x, double[] scale, double[] bias) =>
        Linear(c, x, x.Shape, new OneToOneMap(scale), bias);

    public static OnnxValue Linear(NodeContext c, OnnxValue x, int[] shape, LinearMap map, double[] bias) =>
        c.Add(shape, (name, extents, place) => new AnnLinear
        {
            Name = name,
            Inputs = [x.Node!],
            Shape = extents,
            Origin = place,
            Map = map,
            Bias = bias,
        });

    // Whichever of scale and bias has several values is of the constant's shape, which broadcasts to x.
    private static OnnxValue Affine(NodeContext c, OnnxValue x, double[] scale, double[] bias, int[] shape)
    {
        if (scale.Length > 1) scale = Runs(c, scale, shape, x.Shape);
        if (bias.Length > 1) bias = Runs(c, bias, shape, x.Shape);
        int[] result = shape.Length <= x.Shape.Length
            ? x.Shape
            : shape[..^x.Shape.Length].All(e => e == 1) ? [.. shape[..^x.Shape.Length], .. x.Shape]
            : throw Misfit(shape, x.Shape);
        return Linear(c, x, result, new OneToOneMap(scale), bias);
    }

    /// <summary>A constant of <paramref name="from"/> for each of equal runs of elements of <paramref name="to"/>.</summary>
    private static double[] Runs(NodeContext c, double[] values, int[] from, int[] to)
    {
        from = [.. from.SkipWhile(e => e == 1)];
        if (from.Length > to.Length) throw Misfit(from, to);
        int[] padded = [.. Enumerable.Repeat(1, to.Length - from.Length), .. from];
        if (padded.Where((e, axis) => e != 1 && e != to[axis]).Any()) throw Misfit(from, to);
        int axes = Array.FindLastIndex(padded, e => e != 1) + 1;
        int count = to[..axes].Aggregate(1, (p, e) => checked(p * e));
        c.Spend(count);
        double[] runs = new double[count];
        for (int i = 0; i < count; i++)
        {
            int at = 0;
            for (int axis = 0, inner = count; axis < axes; axis++)
            {
                inner /= to[axis];
                at = at * padded[axis] + (padded[axis] == 1 ? 0 : i / inner % to[axis]);
            }
            runs[i] = values[at];
        }
        return runs;
    }

    private static NodeFault Misfit(int[] constant, int[] value) =>
        new($"a constant of shape [{string.Join(", ", constant)}] does not broadcast to [{string.Join(", ", value)}]");
}
