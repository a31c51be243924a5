using Neuro.Compiler.Ann;

namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>
/// QuantizeLinear and DequantizeLinear, and the operators that hold them. A quantised value is kept as the real value that its
/// integers stand for; the integers come back in the conversion.
/// </summary>
internal static class QuantisedOperators
{
    public static OnnxValue Quantise(NodeContext c)
    {
        if (c.Input(0).Constant is { } constant) return OnnxValue.Of(Quantised(c, constant));
        return Quantise(c, c.Real(0), Scale(c, 1), ZeroPoint(c, 2));
    }

    public static OnnxValue Dequantise(NodeContext c)
    {
        if (c.Input(0).Constant is { } constant) return OnnxValue.Of(Real(c, constant, c.Constant(1), c.OptionalConstant(2)));
        return Dequantised(c.Input(0), Scale(c, 1), ZeroPoint(c, 2).Zero);
    }

    /// <summary>Inputs: x, its scale and zero point, w, its, y's, bias in steps of both scales.</summary>
    public static OnnxValue QLinearConv(NodeContext c)
    {
        OnnxValue x = Dequantised(c.Input(0), Scale(c, 1), ZeroPoint(c, 2).Zero);
        Constant weights = Real(c, c.Constant(3), c.Constant(4), c.OptionalConstant(5), axis: 0);
        double[] bias = Bias(c.OptionalConstant(8), Scale(c, 1), weights.Steps!);
        OnnxValue y = LinearOperators.Convolve(c, x, weights, bias);
        return Quantise(c, y, Scale(c, 6), ZeroPoint(c, 7));
    }

    /// <summary>Inputs: a, its scale and zero point, b, its, y's.</summary>
    public static OnnxValue QLinearMatMul(NodeContext c)
    {
        OnnxValue x = Dequantised(c.Input(0), Scale(c, 1), ZeroPoint(c, 2).Zero);
        Constant weights = Real(c, c.Constant(3), c.Constant(4), c.OptionalConstant(5), axis: 1);
        if (weights.Shape.Length != 2) throw new NodeFault("its weights are no matrix");
        OnnxValue y = LinearOperators.Dense(c, x, weights, transposed: false, 1, [0.0]);
        return Quantise(c, y, Scale(c, 6), ZeroPoint(c, 7));
    }

    /// <summary>Inputs: a, its scale and zero point, b, its, y's.</summary>
    public static OnnxValue QLinearAdd(NodeContext c)
    {
        OnnxValue a = Dequantised(c.Input(0), Scale(c, 1), ZeroPoint(c, 2).Zero);
        OnnxValue b = Dequantised(c.Input(3), Scale(c, 4), ZeroPoint(c, 5).Zero);
        if (!a.Shape.SequenceEqual(b.Shape)) throw new NodeFault("its inputs differ in shape");
        OnnxValue sum = c.Add(a.Shape, (name, extents, place) =>
            new AnnAdd { Name = name, Inputs = [a.Node!, b.Node!], Shape = extents, Origin = place });
        return Quantise(c, sum, Scale(c, 6), ZeroPoint(c, 7));
    }

    /// <summary>Inputs: x, its scale and zero point, y's.</summary>
    public static OnnxValue QLinearGlobalAveragePool(NodeContext c)
    {
        if (c.Integer("channels_last", 0) != 0) throw new NodeFault("its channels come last");
        OnnxValue x = Dequantised(c.Input(0), Scale(c, 1), ZeroPoint(c, 2).Zero);
        return Quantise(c, PoolOperators.GlobalAverage(c, x, keepAxes: true), Scale(c, 3), ZeroPoint(c, 4));
    }

    /// <summary>Inputs: a, its scale and zero point, b, its, bias, and y's, without which the result is real.</summary>
    public static OnnxValue QGemm(NodeContext c)
    {
        OnnxValue x = Dequantised(c.Input(0), Scale(c, 1), ZeroPoint(c, 2).Zero);
        bool transposed = c.Integer("transB", 0) != 0;
        if (c.Integer("transA", 0) != 0) throw new NodeFault("it transposes its input");
        Constant weights = Real(c, c.Constant(3), c.Constant(4), c.OptionalConstant(5), transposed ? 0 : 1);
        if (weights.Shape.Length != 2) throw new NodeFault("its weights are no matrix");
        double alpha = c.Float("alpha", 1);
        double[] bias = Bias(c.OptionalConstant(6), alpha * Scale(c, 1), weights.Steps!);
        OnnxValue y = LinearOperators.Dense(c, x, weights, transposed, alpha, bias);
        return c.Optional(7) is null ? y : Quantise(c, y, Scale(c, 7), ZeroPoint(c, 8));
    }

    private static OnnxValue Quantise(NodeContext c, OnnxValue x, double scale, (int Zero, int Least, int Most) type)
    {
        OnnxValue y = c.Add(x.Shape, (name, extents, place) => new AnnQuantise
        {
            Name = name,
            Inputs = [x.Node!],
            Shape = extents,
            Origin = place,
            Scale = scale,
            Minimum = type.Least - type.Zero,
            Maximum = type.Most - type.Zero,
        });
        return y with { Quantised = (scale, type.Zero) };
    }

    private static OnnxValue Dequantised(OnnxValue x, double scale, int zero)
    {
        if (x.Node is null || x.Quantised is not { } own)
            throw new NodeFault("it dequantises values that no QuantizeLinear gave");
        return own == (scale, zero)
            ? x with { Quantised = null }
            : throw new NodeFault($"it dequantises by {scale} and {zero} what was quantised by {own.Scale} and {own.ZeroPoint}");
    }

    /// <summary>(q − zero) · scale, per tensor or along an axis.</summary>
    private static Constant Real(NodeContext c, Constant q, Constant scale, Constant? zero, int? axis = null)
    {
        c.Spend(q.Values.Length);
        (int at, int extent, int inner) = Channels(q, scale, axis ?? c.Integer("axis", 1));
        if (scale.Values.Any(s => !(s > 0))) throw new NodeFault("a scale is not above 0");
        if (zero is not null && zero.Values.Length != 1 && zero.Values.Length != extent)
            throw new NodeFault($"it has {zero.Values.Length} zero points for {extent} scales");
        double[] values = new double[q.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int channel = extent == 1 ? 0 : i / inner % extent;
            double zeroPoint = zero is null ? 0 : zero.Values[zero.Values.Length == 1 ? 0 : channel];
            values[i] = (q.Values[i] - zeroPoint) * scale.Values[channel];
        }
        return new(values, q.Shape, true) { Steps = scale.Values, StepAxis = at, Name = q.Name };
    }

    /// <summary>A constant that passes QuantizeLinear, as weights do in models trained with fake quantisation.</summary>
    private static Constant Quantised(NodeContext c, Constant x)
    {
        c.Spend(x.Values.Length);
        Constant scale = c.Constant(1);
        Constant? zero = c.OptionalConstant(2);
        (_, int extent, int inner) = Channels(x, scale, c.Integer("axis", 1));
        if (scale.Values.Any(s => !(s > 0))) throw new NodeFault("a scale is not above 0");
        if (zero is not null && zero.Values.Length != 1 && zero.Values.Length != extent)
            throw new NodeFault($"it has {zero.Values.Length} zero points for {extent} scales");
        (int least, int most) = zero?.Range ?? (0, 255);
        double[] values = new double[x.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int channel = extent == 1 ? 0 : i / inner % extent;
            double zeroPoint = zero is null ? 0 : zero.Values[zero.Values.Length == 1 ? 0 : channel];
            float quotient = (float)x.Values[i] / (float)scale.Values[channel];
            values[i] = Math.Clamp(MathF.Round(quotient, MidpointRounding.ToEven) + zeroPoint, least, most);
        }
        return new(values, x.Shape, false) { Name = x.Name, Range = (least, most) };
    }

    private static (int Axis, int Extent, int Inner) Channels(Constant x, Constant scale, int axis)
    {
        if (scale.Values.Length == 1) return (0, 1, x.Values.Length);
        int at = axis < 0 ? axis + x.Shape.Length : axis;
        if (at < 0 || at >= x.Shape.Length || x.Shape[at] != scale.Values.Length)
            throw new NodeFault($"it has {scale.Values.Length} scales, and axis {axis} is not of that extent");
        return (at, x.Shape[at], x.Shape[(at + 1)..].Aggregate(1, (p, e) => checked(p * e)));
    }

    private static double[] Bias(Constant? bias, double scale, double[] steps) => bias is null
        ? [0.0]
        : [.. bias.Values.Select((b, i) => b * scale * steps[steps.Length == 1 ? 0 : Math.Min(i, steps.Length - 1)])];

    private static double Scale(NodeContext c, int index) =>
        c.Scalar(index) is > 0 and var scale ? scale : throw new NodeFault("its scale is not above 0");

    private static (int Zero, int Least, int Most) ZeroPoint(NodeContext c, int index)
    {
        if (c.OptionalConstant(index) is not { } zero) return (0, 0, 255);
        if (zero.Values.Length != 1) throw new NodeFault("activations have one zero point");
        (int least, int most) = zero.Range ?? throw new NodeFault("its zero point is no integer of up to 16 bits");
        return (zero.Integers()[0], least, most);
    }
}
