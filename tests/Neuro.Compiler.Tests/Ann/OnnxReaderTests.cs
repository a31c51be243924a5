using Neuro.Compiler.Ann;
using Neuro.Compiler.Frontends.Onnx;
using Neuro.Onnx;

namespace Neuro.Compiler.Tests.Ann;

/// <summary>One network, written as different exporters and versions write it, computes the same.</summary>
public sealed class OnnxReaderTests
{
    private static readonly double[] Image = [.. Enumerable.Range(0, 2 * 6 * 6).Select(i => Math.Sin(i * 1.7))];

    [Fact]
    public void A_convolution_is_the_cross_correlation_that_its_definition_says()
    {
        AnnGraph graph = Read(new OnnxBuilder(13, "batch", 1, 3, 3)
            .Weights<float>("w", [1, 1, 2, 2], 1, 2, 3, 4).Weights<float>("b", [1], 0.5f)
            .Node("Conv", "x w b", "y", ("pads", new[] { 0, 1, 0, 0 })), "y");
        double[] y = new AnnEvaluator(graph).Run([1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Assert.Equal([1, 2, 3], [.. ((AnnLinear)graph.Nodes[1]).Shape]);
        // Rows of [0 1 2 3; 0 4 5 6], [0 4 5 6; 0 7 8 9] with the kernel [1 2; 3 4].
        Assert.Equal([2 + 16 + 0.5, 1 + 4 + 12 + 20 + 0.5, 2 + 6 + 15 + 24 + 0.5], y[..3]);
    }

    [Fact]
    public void Batch_normalisation_as_a_node_equals_the_formula_and_is_folded()
    {
        OnnxBuilder builder = new OnnxBuilder(9, 1, 2, 6, 6).Some("w", 3, 2, 3, 3)
            .Weights<float>("s", [3], 1, 2, 0.5f).Weights<float>("b", [3], 0, -1, 1)
            .Weights<float>("m", [3], 0.1f, 0, -0.2f).Weights<float>("v", [3], 1, 4, 0.25f)
            .Node("Conv", "x w", "c").Node("BatchNormalization", "c s b m v", "y", ("epsilon", 0f));
        double[] conv = Run(new OnnxBuilder(9, 1, 2, 6, 6).Some("w", 3, 2, 3, 3).Node("Conv", "x w", "c"), "c");
        AnnGraph graph = Read(builder, "y");
        Assert.Equal(2, graph.Nodes.Length);
        double[] y = new AnnEvaluator(graph).Run(Image);
        (double[] s, double[] b, double[] m, double[] d) = ([1, 2, 0.5], [0, -1, 1], [0.1f, 0, -0.2f], [1, 2, 0.5]);
        for (int i = 0; i < y.Length; i++)
        {
            int c = i / 16;
            Assert.Equal(s[c] * (conv[i] - m[c]) / d[c] + b[c], y[i], 6);
        }
    }

    [Fact]
    public void Clip_takes_its_bounds_from_attributes_or_inputs()
    {
        double[] old = Run(new OnnxBuilder(7, 1, 72).Node("Clip", "x", "y", ("min", 0f), ("max", 0.5f)), "y");
        double[] now = Run(new OnnxBuilder(11, 1, 72).Weights<float>("lo", [], 0).Weights<float>("hi", [], 0.5f)
            .Node("Clip", "x lo hi", "y"), "y");
        double[] upper = Run(new OnnxBuilder(11, 1, 72).Weights<float>("hi", [], 0.5f).Node("Clip", "x - hi", "y"), "y");
        Assert.Equal(Image.Select(v => Math.Clamp(v, 0, 0.5)), old);
        Assert.Equal(old, now);
        Assert.Equal(Image.Select(v => Math.Min(v, 0.5)), upper);
    }

    [Fact]
    public void A_flattened_layer_is_the_same_by_Flatten_Reshape_or_the_shape_arithmetic_of_exporters()
    {
        OnnxBuilder Head(int opset, object batch) => new OnnxBuilder(opset, batch, 2, 6, 6).Some("fc.weight", 4, 72);
        double[] expected = Run(Head(13, "N").Node("Flatten", "x", "f").Node("Gemm", "f fc.weight", "y", ("transB", 1)), "y");
        double[] reshaped = Run(Head(7, 1).Weights<long>("shape", [2], 0, -1).Node("Reshape", "x shape", "f")
            .Node("Gemm", "f fc.weight", "y", ("transB", 1)), "y");
        double[] batched = Run(Head(13, 32).Weights<long>("shape", [2], 32, 72).Node("Reshape", "x shape", "f")
            .Node("Gemm", "f fc.weight", "y", ("transB", 1)), "y");
        OnnxBuilder dynamic = Head(13, "N")
            .Weights<long>("zero", [], 0).Weights<long>("axes", [1], 0).Weights<long>("rest", [1], -1)
            .Node("Shape", "x", "s").Node("Gather", "s zero", "n").Node("Unsqueeze", "n axes", "u")
            .Node("Concat", "u rest", "shape", ("axis", 0)).Node("Reshape", "x shape", "f")
            .Node("Transpose", "fc.weight", "t").Node("MatMul", "f t", "y");
        Assert.Equal(expected, reshaped);
        Assert.Equal(expected, batched);
        Assert.Equal(expected, Run(dynamic, "y"));
    }

    [Fact]
    public void Nodes_may_stand_in_any_order_and_constants_may_be_nodes()
    {
        OnnxBuilder sorted = new OnnxBuilder(13, 1, 72).Some("w", 72, 5).Some("b", 5)
            .Node("MatMul", "x w", "m").Node("Add", "m b", "a").Node("Relu", "a", "y");
        TensorProto b = sorted.Graph.Initializer[1];
        OnnxBuilder unsorted = new OnnxBuilder(13, 1, 72).Some("w", 72, 5).Node("Relu", "a", "y").Node("Add", "c m", "a")
            .Node("Constant", "", "c", ("value", b)).Node("MatMul", "x w", "m");
        Assert.Equal(Run(sorted, "y"), Run(unsorted, "y"));
    }

    [Fact]
    public void A_network_in_the_channels_last_style_of_Keras_equals_the_one_with_channels_first()
    {
        // x is [1, 6, 6, 2]; the fully connected weights belong to rows, columns, channels.
        OnnxBuilder keras = new OnnxBuilder(11, "N", 6, 6, 2).Some("w", 3, 2, 3, 3).Some("kernel", 27, 4)
            .Weights<long>("shape", [2], -1, 27)
            .Node("Transpose", "x", "t", ("perm", new[] { 0, 3, 1, 2 })).Node("Conv", "t w", "c", ("auto_pad", "SAME_UPPER"))
            .Node("Relu", "c", "r").Node("MaxPool", "r", "p", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }))
            .Node("Transpose", "p", "back", ("perm", new[] { 0, 2, 3, 1 })).Node("Reshape", "back shape", "f")
            .Node("MatMul", "f kernel", "y");
        OnnxBuilder first = new OnnxBuilder(11, "N", 2, 6, 6).Some("w", 3, 2, 3, 3)
            .Node("Conv", "x w", "c", ("pads", new[] { 1, 1, 1, 1 })).Node("Relu", "c", "r")
            .Node("MaxPool", "r", "p", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }));
        double[] last = [.. Enumerable.Range(0, 72).Select(i => Image[i % 2 * 36 + i / 2])];
        double[] pooled = Run(first, "p");
        float[] kernel = new OnnxBuilder(7, 1).Some("kernel", 27, 4).Graph.Initializer[0].RawData.ToByteArray().Chunk(4)
            .Select(b => BitConverter.ToSingle(b)).ToArray();
        double[] y = new AnnEvaluator(Read(keras, "y")).Run(last);
        for (int o = 0; o < 4; o++)
        {
            double expected = Enumerable.Range(0, 27).Sum(i => kernel[i * 4 + o] * pooled[i % 3 * 9 + i / 3]);
            Assert.Equal(expected, y[o], 9);
        }
    }

    [Fact]
    public void A_file_of_the_first_versions_lists_weights_as_inputs_and_reshapes_them()
    {
        // CNTK writes convolutions without bias, adds [channels, 1, 1], and reshapes pool and weights before they meet.
        OnnxBuilder builder = new OnnxBuilder(7, 1, 2, 6, 6).Some("w", 3, 2, 3, 3).Some("plus", 3, 1, 1).Some("times", 3, 2, 2, 4)
            .Weights<long>("a", [2], 1, 12).Weights<long>("b", [2], 12, 4)
            .Node("Conv", "x w", "c", ("auto_pad", "VALID"), ("kernel_shape", new[] { 3, 3 }), ("strides", new[] { 1, 1 }))
            .Node("Add", "c plus", "p").Node("Relu", "p", "r")
            .Node("MaxPool", "r", "m", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }), ("pads", new int[4]))
            .Node("Reshape", "m a", "f").Node("Reshape", "times b", "t").Node("MatMul", "f t", "y");
        foreach (TensorProto weight in builder.Graph.Initializer)
            builder.Graph.Input.Add(new ValueInfoProto { Name = weight.Name });
        AnnGraph graph = Read(builder, "y");
        string[] expected = ["AnnInput", "AnnLinear", "AnnActivation", "AnnMaxPool", "AnnLinear"];
        Assert.Equal(expected, graph.Nodes.Select(n => n.GetType().Name));
        Assert.Equal(4, new AnnEvaluator(graph).Run(Image).Length);
    }

    [Theory]
    [InlineData(0, (0 + 1 + 4 + 5) / 4.0, (0 + 1 + 2 + 4 + 5 + 6) / 6.0)]
    [InlineData(1, (0 + 1 + 4 + 5) / 9.0, (0 + 1 + 2 + 4 + 5 + 6) / 9.0)]
    public void Average_pools_divide_by_what_they_count(int includePadding, double first, double second)
    {
        // 4 × 4 counting from 0, windows of 3 × 3 at stride 1 with a border of 1.
        OnnxBuilder pool = new OnnxBuilder(11, 1, 1, 4, 4).Node("AveragePool", "x", "y", ("kernel_shape", new[] { 3, 3 }),
            ("pads", new[] { 1, 1, 1, 1 }), ("count_include_pad", includePadding));
        double[] y = Run(pool, "y", [.. Enumerable.Range(0, 16).Select(i => (double)i)]);
        Assert.Equal(first, y[0], 12);
        Assert.Equal(second, y[1], 12);
    }

    [Fact]
    public void A_quantised_convolution_as_one_operator_equals_its_QDQ_form()
    {
        OnnxBuilder Scales(OnnxBuilder b) => b.Weights<float>("xs", [], 1 / 64f).Weights<byte>("xz", [], 128)
            .Weights<float>("ws", [2], 0.01f, 0.02f).Weights<sbyte>("wz", [2], 0, 0).Weights<float>("ys", [], 0.05f)
            .Weights<byte>("yz", [], 3).Weights<sbyte>("w", [2, 2, 1, 1], 100, -50, 7, 127).Weights<int>("b", [2], 640, -320);
        OnnxBuilder one = Scales(new OnnxBuilder(13, 1, 2, 6, 6)).Node("QuantizeLinear", "x xs xz", "q")
            .Node("QLinearConv", "q xs xz w ws wz ys yz b", "c").Node("DequantizeLinear", "c ys yz", "y");
        OnnxBuilder pairs = Scales(new OnnxBuilder(13, 1, 2, 6, 6)).Weights<float>("bs", [2], 0.01f / 64, 0.02f / 64)
            .Node("QuantizeLinear", "x xs xz", "q").Node("DequantizeLinear", "q xs xz", "d")
            .Node("DequantizeLinear", "w ws wz", "dw", ("axis", 0)).Node("DequantizeLinear", "b bs", "db", ("axis", 0))
            .Node("Conv", "d dw db", "c").Node("QuantizeLinear", "c ys yz", "qc").Node("DequantizeLinear", "qc ys yz", "y");
        double[] y = Run(one, "y");
        Assert.Equal(Run(pairs, "y"), y);
        Assert.All(y, v => Assert.Equal(Math.Round(v / 0.05f), v / 0.05f, 6));
        Assert.True(y.Distinct().Count() > 5);
    }

    [Fact]
    public void Softmax_over_the_classes_sums_to_one_and_its_logarithm_is_the_logarithm()
    {
        double[] p = Run(new OnnxBuilder(13, 1, 72).Node("Softmax", "x", "y", ("axis", 1)), "y");
        double[] log = Run(new OnnxBuilder(11, 1, 72).Node("LogSoftmax", "x", "y"), "y");
        Assert.Equal(1, p.Sum(), 12);
        Assert.Equal(p.Select(v => Math.Log(v)), log, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    private static AnnGraph Read(OnnxBuilder builder, string output)
    {
        LoadedAnn loaded = OnnxFrontend.Read(builder.Bytes(output), "net.onnx");
        Assert.True(loaded.Graph is not null, string.Join("; ", loaded.Findings));
        return loaded.Graph;
    }

    private static double[] Run(OnnxBuilder builder, string output, double[]? image = null) =>
        new AnnEvaluator(Read(builder, output)).Run(image ?? Image);
}
