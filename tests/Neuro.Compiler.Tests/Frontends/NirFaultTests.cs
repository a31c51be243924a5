using Neuro.Compiler.Dialects;
using Neuro.Compiler.Frontends;
using Neuro.Compiler.Frontends.Nir;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Hdf5;
using Neuro.Ir.Diagnostics;
using static Neuro.Compiler.Tests.Graph.Models;

namespace Neuro.Compiler.Tests.Frontends;

public sealed class NirFaultTests
{
    [Fact]
    public void A_missing_file_is_a_diagnostic() =>
        Assert.Equal("NEU1001",
            Assert.Single(Assert.Throws<DiagnosticException>(() => FrontendRegistry.Load("no/such.nir")).Diagnostics).Code);

    [Theory]
    [InlineData("model.nir", "NEU1003")]
    [InlineData("model.xyz", "NEU1002")]
    public void A_file_of_something_else_is_a_diagnostic(string name, string code)
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder[name], "not a model");
        Assert.Equal(code, Assert.Throws<DiagnosticException>(() => FrontendRegistry.Load(folder[name])).Diagnostics[0].Code);
    }

    [Fact]
    public void An_unknown_type_and_a_missing_parameter_are_found_together()
    {
        Hdf5Writer writer = new();
        Hdf5GroupBuilder node = writer.Root.AddGroup("node");
        node.AddDataset("type", Hdf5Data.String("NIRGraph"));
        node.AddDataset("edges", Hdf5Data.Strings([], 0, 2));
        Hdf5GroupBuilder nodes = node.AddGroup("nodes");
        nodes.AddGroup("a").AddDataset("type", Hdf5Data.String("Quantum"));
        nodes.AddGroup("b").AddDataset("type", Hdf5Data.FixedStrings(["LI"], 2));
        nodes.AddGroup("c");
        List<Diagnostic> findings = [];
        new NirFrontend().Read(writer.ToArray(), "model.nir", findings);
        Assert.Equal(["NEU1005", "NEU1006", "NEU1006", "NEU1006", "NEU1006"], findings.Select(f => f.Code));
        Assert.Equal("model.nir:/node/nodes/a", findings[0].Location);
        Assert.Contains("'Quantum'", findings[0].Message);
    }

    [Fact]
    public void A_node_that_cannot_be_read_is_the_only_finding()
    {
        ModelGraph graph = Of([Input("in", 2), LIF("lif", 2), Output("out", 2)], "in>lif", "lif>out");
        using ScratchFolder folder = new();
        string path = folder["model.nir"];
        Hdf5Writer writer = new();
        Hdf5GroupBuilder node = writer.Root.AddGroup("node");
        node.AddDataset("type", Hdf5Data.String("NIRGraph"));
        node.AddDataset("edges", Hdf5Data.Strings([.. graph.Edges.SelectMany(e => new[] { e.Source, e.Target })], 2, 2));
        Hdf5GroupBuilder nodes = node.AddGroup("nodes");
        foreach (string name in (string[])["in", "out"])
        {
            Hdf5GroupBuilder end = nodes.AddGroup(name);
            end.AddDataset("type", Hdf5Data.String(name == "in" ? "Input" : "Output"));
            end.AddDataset("shape", Hdf5Data.Array([2L], 1));
        }
        nodes.AddGroup("lif").AddDataset("type", Hdf5Data.String("Lif"));
        File.WriteAllBytes(path, writer.ToArray());
        Diagnostic finding = Assert.Single(Assert.Throws<DiagnosticException>(() => FrontendRegistry.Load(path)).Diagnostics);
        Assert.Equal("NEU1005", finding.Code);
    }

    [Fact]
    public void A_dataset_behind_a_filter_that_is_not_read_says_how_to_rewrite_the_file()
    {
        using ScratchFolder folder = new();
        string path = folder["model.nir"];
        Python.Run(
            """
            import h5py, sys
            with h5py.File(sys.argv[1], "w") as f:
                f.create_dataset("node/tau", data=[1.0] * 8, compression="lzf")
            """,
            ["h5py"], path);
        Diagnostic finding = Assert.Single(Assert.Throws<DiagnosticException>(() => FrontendRegistry.Load(path)).Diagnostics);
        Assert.Equal("NEU1003", finding.Code);
        Assert.Contains("h5repack", finding.Hint);
    }

    [Theory]
    [InlineData("nir/braille_noDelay_bias_zero.nir", 200)]
    [InlineData("lif_dialects/lif_norse.nir", 400)]
    public void Mutated_bytes_give_a_model_or_a_diagnostic(string file, int mutants)
    {
        byte[] original = File.ReadAllBytes(ReferenceData.Path(file));
        for (int seed = 0; seed < mutants; seed++)
        {
            Random random = new(seed);
            byte[] bytes = [.. original];
            for (int i = random.Next(1, 9); i > 0; i--)
                bytes[random.Next(seed % 2 == 0 ? bytes.Length : Math.Min(bytes.Length, 4096))] = (byte)random.Next(256);
            Compile(bytes[..(random.Next(10) == 0 ? random.Next(bytes.Length) : bytes.Length)], $"seed {seed}");
        }
    }

    [Fact]
    public void Mutated_models_give_a_model_or_a_diagnostic()
    {
        ModelGraph original = Of(
            [
                Input("in", 1, 6, 6), Conv("conv", 2, 1, 3),
                IF("if", 1) with { R = Tensor.Scalar(1), VThreshold = Tensor.Scalar(1) },
                Flatten("flat"), Linear("fc", 3, 32), LIF("lif", 3), Delay("d", 1e-3, 2e-3, 0), Linear("rec", 3, 3),
                Output("out", 3),
            ],
            "in>conv", "conv>if", "if>flat", "flat>fc", "fc>lif", "lif>d", "d>rec", "rec>lif", "lif>out");
        int compiled = 0;
        for (int seed = 0; seed < 1500; seed++)
        {
            ModelGraph mutant = Mutate(original, new Random(seed));
            compiled += Compile(NirWriter.ToArray(mutant), $"seed {seed}") ? 1 : 0;
        }
        Assert.InRange(compiled, 50, 1450);
    }

    private static ModelGraph Mutate(ModelGraph graph, Random random)
    {
        for (int i = random.Next(1, 4); i > 0 && graph.Nodes.Length > 1; i--)
        {
            int at = random.Next(graph.Nodes.Length);
            string name = graph.Nodes[at].Name;
            string other = graph.Nodes[random.Next(graph.Nodes.Length)].Name;
            graph = random.Next(5) switch
            {
                0 => graph with { Nodes = graph.Nodes.RemoveAt(at) },
                1 => graph with { Edges = graph.Edges.Add(new(name, other)) },
                2 when graph.Edges.Length > 0 => graph with { Edges = graph.Edges.RemoveAt(random.Next(graph.Edges.Length)) },
                3 => graph with
                {
                    Nodes = graph.Nodes.SetItem(at, graph.Nodes[random.Next(graph.Nodes.Length)] with { Name = name }),
                },
                _ => graph with { Nodes = graph.Nodes.SetItem(at, WithStrangeValue(graph.Nodes[at], random)) },
            };
        }
        return graph;
    }

    private static ModelNode WithStrangeValue(ModelNode node, Random random)
    {
        double strange = new[] { double.NaN, double.PositiveInfinity, -1, 0, 1e300, 2, 1e9, 0.5, -1e-3 }[random.Next(9)];
        Tensor value = random.Next(3) switch
        {
            0 => Tensor.Scalar(strange),
            1 => Tensor.Vector(strange, 1, strange),
            _ => new([2, 0], []),
        };
        return node switch
        {
            InputNode n => n with { Extents = value },
            OutputNode n => n with { Extents = value },
            Conv2dNode n => random.Next(4) switch
            {
                0 => n with { Stride = value },
                1 => n with { Padding = value },
                2 => n with { Groups = value },
                _ => n with { Weight = value },
            },
            IFNode n => n with { VThreshold = value },
            LIFNode n => n with { Tau = value },
            DelayNode n => n with { Delay = value },
            LinearNode n => n with { Weight = value },
            FlattenNode n => n with { StartDim = value },
            _ => node,
        };
    }

    /// <summary>Whether the bytes compile to a discrete network; anything but a diagnostic escapes and fails the test.</summary>
    private static bool Compile(byte[] bytes, string place)
    {
        try
        {
            List<Diagnostic> findings = [];
            ModelGraph? graph = new NirFrontend().Read(bytes, "mutant.nir", findings);
            if (graph is null || findings.Any(f => f.Severity == Severity.Error))
            {
                Assert.Contains(findings, f => f.Severity == Severity.Error);
                return false;
            }
            Discretise.Run(Canonicalise.Run(graph, []), DialectRegistry.Norse, []);
            return true;
        }
        catch (DiagnosticException e)
        {
            Assert.NotEmpty(e.Diagnostics);
            return false;
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException($"{place}: {e.Message}", e);
        }
    }
}
