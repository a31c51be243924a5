using Google.Protobuf;
using Neuro.Compiler.Frontends.Onnx;
using Neuro.Compiler.Passes;
using Neuro.Ir.Diagnostics;
using Neuro.Onnx;

namespace Neuro.Compiler.Tests.Ann;

/// <summary>ONNX files that cannot be converted end in diagnostics, whatever is in them.</summary>
public sealed class OnnxFaultTests
{
    [Fact]
    public void Every_operator_without_a_conversion_is_named_with_its_node()
    {
        OnnxBuilder model = new OnnxBuilder(13, 1, 8).Node("Sigmoid", "x", "a").Node("Relu", "a", "b").Node("Erf", "b", "y");
        LoadedAnn loaded = Load(model, "y");
        Assert.Null(loaded.Graph);
        Assert.Equal(["NEU1104", "NEU1104"], loaded.Findings.Select(f => f.Code));
        Assert.Equal(["net.onnx:/node/n_a", "net.onnx:/node/n_y"], loaded.Findings.Select(f => f.Location));
        Assert.Equal([false, null, false], loaded.Nodes.Select(n => n.Converts));
    }

    [Theory]
    [InlineData("Scan")]
    [InlineData("Loop")]
    [InlineData("LSTM")]
    public void Cells_that_step_through_time_are_refused_as_such(string type) =>
        Assert.Equal("NEU1108", Assert.Single(Load(new OnnxBuilder(13, 1, 8).Node(type, "x", "y"), "y").Findings).Code);

    [Fact]
    public void An_unrolled_spiking_cell_is_recognised_by_its_comparison() => Assert.Contains(
        "spiking cell", Load(new OnnxBuilder(13, 1, 8).Some("t", 1).Node("Greater", "x t", "y"), "y").Findings[0].Message);

    [Fact]
    public void A_cycle_names_the_nodes_on_it()
    {
        OnnxBuilder builder = new OnnxBuilder(13, 1, 8).Node("Add", "x b", "a").Node("Relu", "a", "b");
        Diagnostic finding = Assert.Single(Load(builder, "b").Findings, f => f.Severity == Severity.Error && f.Code == "NEU1107");
        Assert.Contains("'n_b'", finding.Message);
    }

    [Fact]
    public void What_is_missing_doubled_or_too_old_has_a_code_of_its_own()
    {
        Assert.Equal("NEU1106", Load(new OnnxBuilder(13, 1, 8).Node("Add", "x nothing", "y"), "y").Findings[0].Code);
        OnnxBuilder twice = new OnnxBuilder(13, 1, 8).Node("Relu", "x", "y").Node("Neg", "x", "y");
        Assert.Equal("NEU1110", Load(twice, "y").Findings[0].Code);
        Assert.Equal("NEU1101", Load(new OnnxBuilder(6, 1, 8).Node("Relu", "x", "y"), "y").Findings[0].Code);
        Assert.Equal("NEU1103", Load(new OnnxBuilder(13, 1, "width").Node("Relu", "x", "y"), "y").Findings[0].Code);
    }

    [Theory]
    [InlineData(1 << 30, 1 << 30)]
    [InlineData(1 << 20, 16)]
    public void Giant_shapes_are_refused_before_anything_is_allocated(int rows, int columns)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotEmpty(Load(new OnnxBuilder(13, 1, 1, rows, columns).Node("Relu", "x", "y"), "y").Findings);
        OnnxBuilder padded = new OnnxBuilder(13, 1, 1, 8, 8).Weights<float>("w", [1, 1, 1, 1], 1)
            .Node("Conv", "x w", "y", ("pads", new[] { 1 << 20, 1 << 20, 1 << 20, 1 << 20 }));
        Assert.Equal("NEU1105", Load(padded, "y").Findings[0].Code);
        OnnxBuilder filled = new OnnxBuilder(13, 1, 8).Weights<long>("s", [2], 1 << 20, 1 << 20).Node("ConstantOfShape", "s", "c")
            .Node("Add", "x c", "y");
        Assert.Equal("NEU1105", Load(filled, "y").Findings[0].Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 24);
    }

    [Fact]
    public void Mutated_models_give_a_conversion_or_a_diagnostic()
    {
        ModelProto original = Sample();
        int converted = 0;
        for (int seed = 0; seed < 800; seed++)
        {
            ModelProto mutant = original.Clone();
            Random random = new(seed);
            for (int i = random.Next(1, 4); i > 0; i--) Mutate(mutant.Graph, random);
            converted += Converts(mutant.ToByteArray(), $"seed {seed}") ? 1 : 0;
        }
        Assert.InRange(converted, 40, 760);
    }

    [Fact]
    public void Files_with_wrong_bytes_give_a_conversion_or_a_diagnostic()
    {
        byte[] original = Sample().ToByteArray();
        for (int seed = 0; seed < 800; seed++)
        {
            Random random = new(seed);
            byte[] bytes = [.. original];
            for (int i = random.Next(1, 6); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            Converts(bytes, $"seed {seed}");
        }
    }

    private static ModelProto Sample() => new OnnxBuilder(11, "N", 6, 6, 2)
        .Some("w", 3, 2, 3, 3).Some("v", 3, 3, 1, 1).Some("fc", 12, 4)
        .Weights<float>("one", [3], 1, 1, 1).Weights<float>("zero", [3], 0, 0, 0).Weights<long>("shape", [2], -1, 12)
        .Weights<float>("s", [], 0.05f).Weights<byte>("z", [], 0)
        .Node("Transpose", "x", "t", ("perm", new[] { 0, 3, 1, 2 })).Node("Conv", "t w", "c", ("strides", new[] { 1, 1 }))
        .Node("BatchNormalization", "c one zero zero one", "b").Node("Relu", "b", "r")
        .Node("Conv", "r v", "d").Node("Add", "d r", "e").Node("LeakyRelu", "e", "l", ("alpha", 0.1f))
        .Node("QuantizeLinear", "l s z", "q").Node("DequantizeLinear", "q s z", "dq")
        .Node("MaxPool", "dq", "p", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }))
        .Node("Transpose", "p", "back", ("perm", new[] { 0, 2, 3, 1 })).Node("Reshape", "back shape", "f")
        .Node("Gemm", "f fc", "g").Node("Softmax", "g", "y").Model("y");

    private static void Mutate(GraphProto graph, Random random)
    {
        NodeProto node = graph.Node[random.Next(graph.Node.Count)], other = graph.Node[random.Next(graph.Node.Count)];
        TensorProto tensor = graph.Initializer[random.Next(graph.Initializer.Count)];
        long[] strange = [0, -1, 1, 2, 7, 1L << 31, long.MaxValue, long.MinValue];
        long number = strange[random.Next(strange.Length)];
        switch (random.Next(8))
        {
            case 0 when graph.Node.Count > 1:
                graph.Node.Remove(node);
                break;
            case 1 when node.Input.Count > 0:
                node.Input[random.Next(node.Input.Count)] = other.Output[0];
                break;
            case 2:
                node.OpType = other.OpType;
                break;
            case 3 when node.Attribute.Count > 0 && node.Attribute[0].Ints.Count > 0:
                node.Attribute[0].Ints[random.Next(node.Attribute[0].Ints.Count)] = number;
                break;
            case 4 when tensor.Dims.Count > 0:
                tensor.Dims[random.Next(tensor.Dims.Count)] = number;
                break;
            case 5:
                tensor.RawData = ByteString.CopyFrom(BitConverter.GetBytes(number).Concat(tensor.RawData.Skip(8)).ToArray());
                break;
            case 6:
                graph.Input[0].Type.TensorType.Shape.Dim[random.Next(4)] = new() { DimValue = number };
                break;
            default:
                node.Input.Add(tensor.Name);
                break;
        }
    }

    /// <summary>Whether the bytes convert; anything but a diagnostic escapes and fails the test.</summary>
    private static bool Converts(byte[] bytes, string place)
    {
        try
        {
            LoadedAnn loaded = OnnxFrontend.Read(bytes, "mutant.onnx");
            if (loaded.Graph is not { } graph)
            {
                Assert.Contains(loaded.Findings, f => f.Severity == Severity.Error);
                return false;
            }
            if (graph.Input.Size > 4096) return false;
            double[][] samples = [[.. Enumerable.Range(0, graph.Input.Size).Select(i => Math.Sin(i))]];
            ConvertAnn.Run(graph, new() { Method = (ConversionMethod)(bytes.Length % 2) }, samples, []);
            return true;
        }
        catch (DiagnosticException e)
        {
            Assert.NotEmpty(e.Diagnostics);
            return false;
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException($"{place}: {e}", e);
        }
    }

    private static LoadedAnn Load(OnnxBuilder builder, string output) => OnnxFrontend.Read(builder.Bytes(output), "net.onnx");
}
