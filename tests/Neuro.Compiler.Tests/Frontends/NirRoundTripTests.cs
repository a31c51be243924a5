using Neuro.Compiler.Frontends;
using Neuro.Compiler.Frontends.Nir;
using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;
using static Neuro.Compiler.Tests.Graph.Models;

namespace Neuro.Compiler.Tests.Frontends;

public sealed class NirRoundTripTests
{
    [Theory]
    [InlineData("nir/cnn_sinabs.nir")]
    [InlineData("nir/braille_noDelay_bias_zero.nir")]
    [InlineData("nir/braille_noDelay_noBias_subtract.nir")]
    [InlineData("lif_dialects/lif_norse.nir")]
    [InlineData("lif_dialects/lif_rockpool.nir")]
    [InlineData("lif_dialects/two_lif_neurons.nir")]
    public void A_published_file_comes_back_as_it_was(string file)
    {
        ModelGraph graph = FrontendRegistry.Load(ReferenceData.Path(file)).Graph;
        Same(graph, Read(NirWriter.ToArray(graph)));
    }

    [Fact]
    public void Every_primitive_comes_back_as_it_was()
    {
        ModelGraph graph = EveryPrimitive();
        Same(graph, Read(NirWriter.ToArray(graph)));
    }

    [Fact]
    public void H5py_finds_the_layout_of_nir_write()
    {
        using ScratchFolder folder = new();
        NirWriter.Write(EveryPrimitive(), folder["every.nir"]);
        string seen = Python.Run(
            """
            import h5py, sys
            with h5py.File(sys.argv[1]) as f:
                n = f['node']
                print(f['version'][()].decode(), n['type'][()].decode(), n['edges'].shape, n['edges'][0][0].decode())
                print(n['nodes']['conv2']['padding'][()].decode(), n['nodes']['conv2']['weight'].dtype,
                    n['nodes']['conv2']['groups'][()])
                print(n['nodes']['lif']['tau'].dtype, n['nodes']['lif']['tau'][0], n['metadata']['a']['b'][()].decode())
            """,
            ["h5py"], folder["every.nir"]);
        Assert.Equal(["1.0 NIRGraph (21, 2) in", "same float64 1", "float32 0.0025 text"], seen.Trim().Split('\n'));
    }

    [Fact]
    public void The_nir_package_reads_what_is_written()
    {
        using ScratchFolder folder = new();
        NirWriter.Write(EveryPrimitive(), folder["every.nir"]);
        string seen = Python.Run(
            "import nir, sys; g = nir.read(sys.argv[1], type_check=False); " +
                "print(len(g.nodes), len(g.edges), type(g.nodes['cuba']).__name__)",
            ["nir"], folder["every.nir"]);
        Assert.Equal("22 21 CubaLIF", seen.Trim());
    }

    [Fact]
    public void A_file_replaces_an_older_one_whole_or_leaves_nothing_behind()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["net.nir"], "old");
        NirWriter.Write(EveryPrimitive(), folder["net.nir"]);
        Assert.ThrowsAny<IOException>(() => NirWriter.Write(EveryPrimitive(), folder["missing/net.nir"]));
        Assert.Equal(NirWriter.ToArray(EveryPrimitive()), File.ReadAllBytes(folder["net.nir"]));
        Assert.Equal([folder["net.nir"]], Directory.GetFileSystemEntries(folder.Path));
    }

    private static ModelGraph EveryPrimitive()
    {
        SumPool2dNode pool = new()
        {
            Name = "sum",
            KernelSize = Tensor.Integers(2, 2),
            Stride = Tensor.Integers(2, 2),
            Padding = Tensor.Integers(0, 0),
        };
        Conv1dNode conv1 = new()
        {
            Name = "conv1",
            InputShape = Tensor.Scalar(9, TensorType.Int64),
            Weight = new([2, 1, 3], Ramp(6), TensorType.Float64),
            Stride = Tensor.Scalar(1, TensorType.Int64),
            Padding = "valid",
            Dilation = Tensor.Scalar(1, TensorType.Int64),
            Groups = Tensor.Scalar(1, TensorType.Int64),
            Bias = Tensor.Vector(1, 2),
        };
        CubaLIFNode cuba = new()
        {
            Name = "cuba",
            TauSyn = Constant(2, 0.01),
            TauMem = Constant(2, 0.02),
            R = Constant(2, 1),
            VLeak = Constant(2, 0),
            VThreshold = Constant(2, 1),
            VReset = Constant(2, -1),
            WIn = Constant(2, 3),
        };
        CubaLINode cubaLi = new() { Name = "cubali", TauSyn = cuba.TauSyn, TauMem = cuba.TauMem, R = cuba.R, VLeak = cuba.VLeak };
        AvgPool2dNode average = new()
        {
            Name = "avg",
            KernelSize = pool.KernelSize,
            Stride = pool.Stride,
            Padding = pool.Padding,
        };
        LIFNode lif = LIF("lif", 2) with { Tau = new([2], [0.0025f, 0.0025f], TensorType.Float32) };
        ModelGraph inner = Of([Input("i", 2), Delay("d", 1, 2), Output("o", 2)], "i>d", "d>o");
        ModelGraph graph = Of(
            [
                Input("in", 1, 8, 8), Conv("conv2", 2, 1, 3) with { Padding = "same", InputShape = Tensor.Integers(8, 8) }, pool,
                average, Flatten("flat"), Linear("linear", 2, 8), Affine("affine", 2, 2, [1, 2, 3, 4], 5, 6),
                Scale("scale", 1, 2), lif, LI("li", 2, 0.01), IF("if", 2), new INode { Name = "i", R = Constant(2, 1) }, cuba,
                cubaLi, Delay("delay.x", 0.1, 0.2), new ThresholdNode { Name = "thr", Threshold = Constant(2, 1) },
                new GraphNode { Name = "sub", Graph = inner }, Output("out", 2), Input("in1", 1, 9), conv1, Flatten("flat1"),
                Output("out1", 14),
            ],
            "in>conv2", "conv2>sum", "sum>avg", "avg>flat", "flat>linear", "linear>affine", "affine>scale", "scale>lif",
            "lif>li", "li>if", "if>i", "i>cuba", "cuba>cubali", "cubali>delay.x", "delay.x>thr", "thr>sub", "sub>out", "lif>lif",
            "in1>conv1", "conv1>flat1", "flat1>out1");
        return graph with { Metadata = ModelNode.NoMetadata.Add("a/b", "text").Add("n", Tensor.Integers(1, 2)) };
    }

    private static ModelGraph Read(byte[] bytes)
    {
        List<Diagnostic> findings = [];
        ModelGraph? graph = new NirFrontend().Read(bytes, "model.nir", findings);
        Assert.Empty(findings);
        return graph!;
    }

    private static void Same(ModelGraph expected, ModelGraph actual)
    {
        Assert.Equal(expected.Edges, actual.Edges);
        Assert.Equal(expected.Nodes.Select(n => n.Name).Order(StringComparer.Ordinal),
            actual.Nodes.Select(n => n.Name).Order(StringComparer.Ordinal));
        SameValues(expected.Metadata, actual.Metadata, "metadata");
        foreach (ModelNode node in expected.Nodes)
        {
            ModelNode other = actual.Find(node.Name)!;
            Assert.Equal(node.Kind, other.Kind);
            SameValues(node.Parameters, other.Parameters, node.Name);
            if (node is GraphNode graph)
                Same(graph.Graph, ((GraphNode)other).Graph);
        }
    }

    private static void SameValues(
        IEnumerable<KeyValuePair<string, Parameter>> expected, IEnumerable<KeyValuePair<string, Parameter>> actual, string place)
    {
        Assert.Equal(expected.Select(p => p.Key), actual.Select(p => p.Key));
        foreach ((KeyValuePair<string, Parameter> e, KeyValuePair<string, Parameter> a) in expected.Zip(actual))
        {
            Assert.Equal(e.Value.Text, a.Value.Text);
            Assert.True(e.Value.Tensor?.ToString() == a.Value.Tensor?.ToString(),
                $"{place}.{e.Key}: {e.Value.Tensor} became {a.Value.Tensor}");
            Assert.Equal(e.Value.Tensor?.Values, a.Value.Tensor?.Values);
        }
    }
}
