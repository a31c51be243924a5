using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Tests.Graph;

/// <summary>Small models for tests.</summary>
internal static class Models
{
    public static ModelGraph Of(IEnumerable<ModelNode> nodes, params string[] edges) => new()
    {
        Name = "model",
        Nodes = [.. nodes],
        Edges = [.. edges.Select(e => e.Split('>')).Select(e => new Edge(e[0], e[1]))],
    };

    public static InputNode Input(string name, params int[] shape) => new() { Name = name, Extents = Tensor.Integers(shape) };

    public static OutputNode Output(string name, params int[] shape) => new() { Name = name, Extents = Tensor.Integers(shape) };

    public static LinearNode Linear(string name, int rows, int columns, params double[] weights) =>
        new() { Name = name, Weight = new([rows, columns], weights.Length == 0 ? Ramp(rows * columns) : weights) };

    public static AffineNode Affine(string name, int rows, int columns, double[] weights, params double[] bias) =>
        new() { Name = name, Weight = new([rows, columns], weights), Bias = Tensor.Vector(bias) };

    public static ScaleNode Scale(string name, params double[] factors) =>
        new() { Name = name, Scale = factors.Length == 1 ? Tensor.Scalar(factors[0]) : Tensor.Vector(factors) };

    public static DelayNode Delay(string name, params double[] seconds) => new() { Name = name, Delay = Tensor.Vector(seconds) };

    public static FlattenNode Flatten(string name) =>
        new() { Name = name, StartDim = Tensor.Scalar(0), EndDim = Tensor.Scalar(-1) };

    public static IFNode IF(string name, int size, double threshold = 1) => new()
    {
        Name = name,
        R = Constant(size, 1),
        VThreshold = Constant(size, threshold),
    };

    public static LIFNode LIF(string name, int size, double tau = 0.0025, double threshold = 1) => new()
    {
        Name = name,
        Tau = Constant(size, tau),
        R = Constant(size, 1),
        VLeak = Constant(size, 0),
        VThreshold = Constant(size, threshold),
    };

    public static LINode LI(string name, int size, double tau, double r = 1) => new()
    {
        Name = name,
        Tau = Constant(size, tau),
        R = Constant(size, r),
        VLeak = Constant(size, 0),
    };

    public static Conv2dNode Conv(string name, int outputs, int inputs, int kernel, int groups = 1) => new()
    {
        Name = name,
        Weight = new([outputs, inputs / groups, kernel, kernel], Ramp(outputs * inputs / groups * kernel * kernel)),
        Stride = Tensor.Integers(1, 1),
        Padding = Tensor.Integers(0, 0),
        Dilation = Tensor.Integers(1, 1),
        Groups = Tensor.Scalar(groups, TensorType.Int64),
        Bias = Tensor.Vector(Ramp(outputs)),
    };

    public static string[] Codes(ModelGraph graph) => [.. GraphVerifier.Verify(graph).Select(f => f.Code)];

    public static Diagnostic Single(ModelGraph graph) => Assert.Single(GraphVerifier.Verify(graph));

    public static Tensor Constant(int size, double value) => new([size], [.. Enumerable.Repeat(value, size)]);

    public static double[] Ramp(int count) => [.. Enumerable.Range(1, count).Select(i => i % 7 - 2.5 + i * 0.125)];
}
