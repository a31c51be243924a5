using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using static Neuro.Compiler.Tests.Graph.Models;

namespace Neuro.Compiler.Tests.Canonicalisation;

public sealed class CanonicaliseTests
{
    [Fact]
    public void Subgraphs_are_inlined_with_dotted_names()
    {
        ModelGraph inner = Of(
            [Input("i", 2), LIF("lif", 2), Linear("rec", 2, 2), Output("o", 2)], "i>lif", "lif>rec", "rec>lif", "lif>o");
        ModelGraph flat = Run(Of(
            [Input("in", 2), new GraphNode { Name = "layer", Graph = inner }, Output("out", 2)], "in>layer", "layer>out"));
        Assert.Equal(["in", "layer.lif", "layer.rec", "out"], flat.Nodes.Select(n => n.Name).Order());
        Assert.Equal(
            ["in>layer.lif", "layer.lif>layer.rec", "layer.lif>out", "layer.rec>layer.lif"],
            flat.Edges.Select(e => $"{e.Source}>{e.Target}").Order());
    }

    [Fact]
    public void Flatten_disappears_and_its_neighbours_meet()
    {
        ModelGraph graph = Run(Of(
            [Input("in", 2, 2, 2), Flatten("f"), Linear("fc", 3, 8), IF("n", 3), Output("out", 3)], "in>f", "f>fc", "fc>n",
            "n>out"));
        Assert.Contains(new Edge("in", "fc"), graph.Edges);
        Assert.Null(graph.Find("f"));
    }

    [Fact]
    public void Scales_around_a_linear_map_fold_into_it()
    {
        ModelGraph graph = Run(Of(
            [Input("in", 2), Scale("a", 2, 3), Affine("fc", 2, 2, [1, 2, 3, 4], 5, 6), Scale("b", 10, 100), IF("n", 2),
                Output("out", 2)],
            "in>a", "a>fc", "fc>b", "b>n", "n>out"));
        AffineNode folded = Assert.IsType<AffineNode>(graph.Find("fc"));
        Assert.Equal([20.0, 60, 600, 1200], folded.Weight.Values);
        Assert.Equal([50.0, 600], folded.Bias.Values);
        Assert.Empty(graph.Nodes.OfType<ScaleNode>());
    }

    [Fact]
    public void A_scale_that_others_share_stays()
    {
        ModelGraph graph = Run(Of(
            [Input("in", 2), Scale("s", 2), Linear("a", 2, 2), Linear("b", 2, 2), IF("n", 2), Output("out", 2)],
            "in>s", "s>a", "s>b", "a>n", "b>n", "n>out"));
        Assert.IsType<ScaleNode>(graph.Find("s"));
    }

    [Fact]
    public void An_average_pool_becomes_a_depthwise_convolution_of_its_mean()
    {
        AvgPool2dNode pool = new()
        {
            Name = "pool",
            KernelSize = Tensor.Integers(2, 2),
            Stride = Tensor.Integers(2, 2),
            Padding = Tensor.Integers(0, 0),
        };
        ModelGraph graph =
            Run(Of([Input("in", 3, 4, 4), pool, IF("n", 1), Output("out", 3, 2, 2)], "in>pool", "pool>n", "n>out"));
        Conv2dNode conv = Assert.IsType<Conv2dNode>(graph.Find("pool"));
        Assert.True(conv.Weight.All(0.25));
        Assert.Equal(3, conv.Groups.Values[0]);
    }

    [Fact]
    public void Two_linear_maps_in_a_row_become_their_product()
    {
        ModelGraph graph = Run(Of(
            [Input("in", 2), Affine("a", 2, 2, [1, 2, 3, 4], 1, 1), Affine("b", 1, 2, [10, 1], 5), IF("n", 1), Output("out", 1)],
            "in>a", "a>b", "b>n", "n>out"));
        AffineNode product = Assert.Single(graph.Nodes.OfType<AffineNode>());
        Assert.Equal([13.0, 24], product.Weight.Values);
        Assert.Equal([16.0], product.Bias.Values);
    }

    [Fact]
    public void A_narrow_middle_is_kept_where_the_product_would_be_larger()
    {
        ModelGraph graph = Run(Of(
            [Input("in", 8), Linear("a", 1, 8), Linear("b", 8, 1), IF("n", 8), Output("out", 8)], "in>a", "a>b", "b>n", "n>out"));
        Assert.Equal(2, graph.Nodes.OfType<AffineNode>().Count());
    }

    [Fact]
    public void A_leaky_integrator_before_a_neuron_is_its_synapse()
    {
        ModelGraph graph =
            Run(Of([Input("in", 2), LI("syn", 2, 0.005, r: 3), LIF("n", 2), Output("out", 2)], "in>syn", "syn>n", "n>out"));
        CubaLIFNode fused = Assert.IsType<CubaLIFNode>(graph.Find("n"));
        Assert.Equal((0.005, 3.0, 0.0025), (fused.TauSyn.Values[0], fused.WIn!.Values[0], fused.TauMem.Values[0]));
    }

    private static ModelGraph Run(ModelGraph graph) => Canonicalise.Run(graph, []);
}
