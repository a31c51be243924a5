using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Diagnostics;
using Neuro.Onnx;
using Neuro.Targets.Onnx;
using Neuro.Testing.Programs;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Targets.Tests;

/// <summary>What an exported model looks like; that it computes the same is tested where ONNX Runtime is.</summary>
public sealed class OnnxExporterTests
{
    [Theory]
    [InlineData(16383, DataType.Float)]
    [InlineData(16384, DataType.Float)]
    [InlineData(16385, DataType.Double)]
    public void Products_are_floats_as_long_as_every_sum_is_exact_in_them(int weight, DataType expected)
    {
        // 16384 · 1024 = 2^24, up to which a float has every integer.
        GraphProto graph = OnnxExporter.Export(Layer(weight, payload: 1024), new OnnxExportOptions()).Model.Graph;
        NodeProto product = graph.Node.Single(n => n.OpType == "MatMul");
        NodeProto cast = graph.Node.Single(n => n.Output[0] == product.Input[1]);
        Assert.Equal((long)expected, cast.Attribute.Single().I);
    }

    [Fact]
    public void Values_are_named_as_the_model_names_them()
    {
        (ModelProto model, OnnxInterface face) = OnnxExporter.Export(Layer(3, payload: 1), new OnnxExportOptions());
        Assert.Equal(["in", "lif1.v"], model.Graph.Input.Select(i => i.Name));
        Assert.Equal(["lif1", "lif1.v.next"], model.Graph.Output.Select(o => o.Name));
        Assert.Contains(model.Graph.Node, n => n.Name == "fc1" && n.OpType == "MatMul");
        Assert.Equal(new OnnxEvents("lif1", "lif1"), face.Outputs.Single());
        Assert.Equal("lif1.v", face.States.Single().Tensor);
        string json = model.MetadataProps.Single(m => m.Key == OnnxInterface.MetadataKey).Value;
        Assert.Equal(face.ToJson(), OnnxInterface.FromJson(json)!.ToJson());
        Assert.Null(OnnxInterface.FromJson("{"));
    }

    [Fact]
    public void Only_standard_operators_of_opset_17_are_used()
    {
        // What ONNX had by version 17; bitwise operators came with 18.
        string[] later = ["BitwiseAnd", "BitwiseOr", "BitwiseXor", "BitwiseNot", "Col2Im", "Resize", "Split"];
        for (int seed = 0; seed < 50; seed++)
        {
            foreach (OnnxShape shape in Enum.GetValues<OnnxShape>())
            {
                ModelProto model = OnnxExporter.Export(
                    RandomProgram.Generate(seed, largest: 8), new OnnxExportOptions { Shape = shape }).Model;
                Assert.All(model.Graph.Node, n => Assert.False(n.HasDomain, n.Domain));
                Assert.DoesNotContain(model.Graph.Node, n => later.Contains(n.OpType));
            }
        }
    }

    [Fact]
    public void Nothing_is_left_that_nothing_depends_on()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            OnnxExportOptions options = new() { Shape = seed % 2 == 0 ? OnnxShape.Step : OnnxShape.Sequence };
            GraphProto graph = OnnxExporter.Export(RandomProgram.Generate(seed, largest: 8), options).Model.Graph;
            NodeProto[] nodes = [.. graph.Node, .. Body(graph)?.Node ?? []];
            IEnumerable<ValueInfoProto> outputs = graph.Output.Concat(Body(graph)?.Output ?? []);
            HashSet<string> read = [.. nodes.SelectMany(n => n.Input), .. outputs.Select(o => o.Name)];
            Assert.All(graph.Initializer, c => Assert.Contains(c.Name, read));
            Assert.All(nodes, n => Assert.Contains(n.Output, read.Contains));
        }
    }

    [Fact]
    public void A_crossbar_of_which_there_is_no_chip_is_refused()
    {
        SpikeProgram program = Layer(3, payload: 1);
        CrossbarBinding binding = new() { Device = "d", Array = "a" };
        program = program with { Projections = [program.Projections[0] with { Crossbar = binding }] };
        Assert.Equal("NEU4101", Refusal(program, new OnnxExportOptions()));
    }

    [Fact]
    public void Read_noise_is_refused_unless_it_may_be_left_out()
    {
        SpikeProgram noisy = Enumerable.Range(0, 100).Select(seed => RandomProgram.Generate(seed, largest: 8, crossbars: 0.9))
            .First(p => p.Projections.Any(q => q.Read is { } read && read.Tiles.Any(t => t.Variance is not null)));
        Assert.Equal("NEU4102", Refusal(noisy, new OnnxExportOptions()));
        OnnxInterface face = OnnxExporter.Export(noisy, new OnnxExportOptions { IgnoreReadNoise = true }).Interface;
        Assert.True(face.WithoutReadNoise);
        SpikeProgram silent = OnnxExporter.WithoutReadNoise(noisy);
        Assert.False(OnnxExporter.Export(silent, new OnnxExportOptions()).Interface.WithoutReadNoise);
    }

    private static GraphProto? Body(GraphProto graph) =>
        graph.Node.FirstOrDefault(n => n.OpType == "Scan")?.Attribute.Single(a => a.Name == "body").G;

    private static string Refusal(SpikeProgram program, OnnxExportOptions options) =>
        Assert.Throws<DiagnosticException>(() => OnnxExporter.Export(program, options)).Diagnostics[0].Code;

    private static SpikeProgram Layer(int weight, int payload) => ProgramText.Parse($$"""
        program "layer" {
          dt 1/1000
          array w : s16[1, 2] = [{{weight}}, -1]
          neuron lif {
            acc x : i32
            state v : s32
            spike = ge x, v
            store v, x
            emit spike
          }
          input in [1] { payload 0 .. {{payload}} }
          population lif1 [2] : lif phase 1 { }
          projection fc1 : in -> lif1 port x { dense; weight @w }
          output lif1
        }
        """, "layer.ir");
}
