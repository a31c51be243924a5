using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Frontends.Nir;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Hdf5;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Tests.Frontends;

/// <summary>nir.write takes a graph or one node; both stand at /node.</summary>
public sealed class NirRootTests
{
    [Fact]
    public void A_file_of_one_node_is_a_graph_of_that_node_between_an_input_and_an_output()
    {
        Hdf5Writer writer = new();
        Hdf5GroupBuilder node = writer.Root.AddGroup("node");
        node.AddDataset("type", Hdf5Data.String("LI"));
        foreach (string parameter in (string[])["tau", "r", "v_leak"])
            node.AddDataset(parameter, Hdf5Data.Array([0.5, 0.25, 1.0], 3));
        List<Diagnostic> findings = [];
        ModelGraph graph = new NirFrontend().Read(writer.ToArray(), "single.nir", findings)!;
        Assert.Empty(findings);
        DiscreteNetwork network = Discretise.Run(Canonicalise.Run(graph, findings), DialectRegistry.Norse, findings);
        Assert.Equal(["input_li", "li"], network.Populations.Select(p => p.Name));
        Assert.Equal(["li"], network.Outputs);
        Assert.Equal(["NEU1016", "NEU1017"], findings.Select(f => f.Code));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("NIRGraph")]
    public void A_root_that_is_neither_graph_nor_node_is_a_diagnostic(string? type)
    {
        Hdf5Writer writer = new();
        Hdf5GroupBuilder node = writer.Root.AddGroup("node");
        if (type is not null)
            node.AddDataset("type", Hdf5Data.String(type));
        List<Diagnostic> findings = [];
        Assert.Null(new NirFrontend().Read(writer.ToArray(), "single.nir", findings));
        Assert.Equal("NEU1004", Assert.Single(findings).Code);
    }

    [Fact]
    public void A_root_node_of_unknown_type_is_a_diagnostic()
    {
        Hdf5Writer writer = new();
        writer.Root.AddGroup("node").AddDataset("type", Hdf5Data.String("Quantum"));
        List<Diagnostic> findings = [];
        Assert.Null(new NirFrontend().Read(writer.ToArray(), "single.nir", findings));
        Assert.Equal("NEU1005", Assert.Single(findings).Code);
    }
}
