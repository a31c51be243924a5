using Neuro.Compiler.Ann;
using Neuro.Compiler.Discrete;
using Neuro.Ir;

namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>Gemm, MatMul, Conv, BatchNormalization.</summary>
internal static class LinearOperators
{
    public static OnnxValue Gemm(NodeContext c)
    {
        OnnxValue x = c.Real(0);
        if (c.Integer("transA", 0) != 0) throw new NodeFault("it transposes its input");
        Constant weights = c.Constant(1);
        if (weights.Shape.Length != 2) throw new NodeFault("its weights are no matrix");
        double alpha = c.Float("alpha", 1), beta = c.Float("beta", 1);
        double[] bias = c.OptionalConstant(2) is { } b ? Array.ConvertAll(b.Values, v => beta * v) : [0.0];
        return Dense(c, x, weights, c.Integer("transB", 0) != 0, alpha, bias);
    }

    public static OnnxValue MatMul(NodeContext c)
    {
        if (c.Input(0).Constant is not null)
            throw new NodeFault("its first input is a constant and its second the data; only data times weights is converted");
        Constant weights = c.Constant(1);
        if (weights.Shape.Length != 2) throw new NodeFault($"its weights have {weights.Shape.Length} axes, not 2");
        return Dense(c, c.Real(0), weights, transposed: false, 1, [0.0]);
    }

    /// <summary>y = alpha · W x + bias; <paramref name="transposed"/> says that weights are [outputs, inputs].</summary>
    public static OnnxValue Dense(
        NodeContext c, OnnxValue x, Constant weights, bool transposed, double alpha, double[] bias)
    {
        (int outputs, int inputs) = transposed ? (weights.Shape[0], weights.Shape[1]) : (weights.Shape[1], weights.Shape[0]);
        if (x.Shape.Length == 0 || x.Shape[^1] != inputs)
            throw new NodeFault($"its input of shape [{string.Join(", ", x.Shape)}] meets weights for {inputs} inputs");
        if (x.Size != inputs) throw new NodeFault("it multiplies several rows of one sample by the same matrix");
        if (bias.Length != 1 && bias.Length != outputs)
            throw new NodeFault($"it has {bias.Length} biases for {outputs} outputs");
        c.Spend(weights.Values.Length);
        double[] rows = new double[weights.Values.Length];
        for (int o = 0; o < outputs; o++)
            for (int i = 0; i < inputs; i++)
                rows[o * inputs + i] = alpha * weights.Values[transposed ? o * inputs + i : i * outputs + o];
        DenseMap map = new(rows) { Steps = Steps(weights, transposed ? 0 : 1, Math.Abs(alpha)) };
        int[] shape = [.. x.Shape[..^1], outputs];
        return c.Add(shape, (name, extents, place) => new AnnLinear
        {
            Name = name,
            Inputs = [x.Node!],
            Shape = extents,
            Origin = place,
            Map = map,
            Bias = bias,
        });
    }

    public static OnnxValue Conv(NodeContext c) =>
        Convolve(c, c.Real(0), c.Constant(1), c.OptionalConstant(2)?.Values ?? [0.0]);

    public static OnnxValue Convolve(NodeContext c, OnnxValue x, Constant weights, double[] bias)
    {
        int groups = c.Integer("group", 1);
        int[] shape = weights.Shape;
        if (x.Shape.Length < 3 || shape.Length != x.Shape.Length)
            throw new NodeFault($"its input has {x.Shape.Length} axes, its weights have {shape.Length}");
        if (groups < 1 || shape[0] < 1 || shape[0] % groups != 0 || (long)shape[1] * groups != x.Shape[1])
            throw new NodeFault($"its weights [{string.Join(", ", shape)}] in {groups} groups do not fit {x.Shape[1]} channels");
        if (c.Integers("kernel_shape") is { } stated && !stated.AsSpan().SequenceEqual(shape.AsSpan(2)))
            throw new NodeFault($"its kernel_shape [{string.Join(", ", stated)}] is not its weights'");
        if (bias.Length != 1 && bias.Length != shape[0])
            throw new NodeFault($"it has {bias.Length} biases for {shape[0]} channels");
        Convolution geometry = Windows.Of(c, x.Shape, shape[0], groups, shape[2..]);
        ConvolutionMap map = new(geometry, weights.Values) { Steps = Steps(weights, 0, 1) };
        return c.Add(Windows.Output(geometry, x.Shape.Length), (name, extents, place) => new AnnLinear
        {
            Name = name,
            Inputs = [x.Node!],
            Shape = extents,
            Origin = place,
            Map = map,
            Bias = bias,
        });
    }

    /// <summary>y = scale · (x − mean) / √(variance + ε) + bias, per channel.</summary>
    public static OnnxValue BatchNormalization(NodeContext c)
    {
        OnnxValue x = c.Real(0);
        if (c.Integer("training_mode", 0) != 0 && c.Proto.Output.Count(o => o.Length > 0) > 1)
            throw new NodeFault("it is in training mode; export the model for inference");
        double[][] parameters = [.. Enumerable.Range(1, 4).Select(i => c.Constant(i).Values)];
        int channels = x.Shape.Length > 1 ? x.Shape[1] : 0;
        if (parameters.Any(p => p.Length != channels))
            throw new NodeFault($"its parameters do not fit {channels} channels");
        double epsilon = c.Float("epsilon", 1e-5);
        double[] scale = [.. parameters[0].Zip(parameters[3], (s, variance) => s / Math.Sqrt(variance + epsilon))];
        if (scale.Any(s => !double.IsFinite(s))) throw new NodeFault("a variance is negative");
        double[] bias = [.. parameters[1].Select((b, i) => b - parameters[2][i] * scale[i])];
        return ElementwiseOperators.Affine(c, x, scale, bias);
    }

    private static double[]? Steps(Constant weights, int outputAxis, double factor) =>
        weights.Steps is { } steps && factor > 0 && (steps.Length == 1 || weights.StepAxis == outputAxis)
            ? Array.ConvertAll(steps, s => s * factor)
            : null;
}
