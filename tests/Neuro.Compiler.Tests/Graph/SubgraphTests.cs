using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;
using static Neuro.Compiler.Tests.Graph.Models;

namespace Neuro.Compiler.Tests.Graph;

public sealed class SubgraphTests
{
    [Fact]
    public void A_subgraph_left_through_a_subgraph_with_two_outputs_is_a_diagnostic()
    {
        ModelGraph forked = Of(
            [Input("in", 2), LIF("a", 2), LIF("b", 2), Output("x", 2), Output("y", 2)], "in>a", "in>b", "a>x", "b>y");
        ModelGraph middle = Of([Input("in", 2), new GraphNode { Name = "forked", Graph = forked }], "in>forked");
        Diagnostic finding = Single(Of(
            [Input("in", 2), new GraphNode { Name = "middle", Graph = middle }, Output("out", 2)], "in>middle", "middle>out"));
        Assert.Equal("NEU1021", finding.Code);
        Assert.Contains("'forked' has 2 Output nodes", finding.Message);
    }

    [Fact]
    public void One_value_per_channel_takes_the_shape_of_what_enters_whatever_the_names()
    {
        IFNode perChannel = IF("a", 1) with { VThreshold = new([2, 1, 1], [1, 2]), R = new([2, 1, 1], [1, 3]) };
        ModelGraph graph = Of([Input("z", 2, 3, 3), perChannel, Output("out", 2, 3, 3)], "z>a", "a>out");
        Assert.Empty(GraphVerifier.Verify(graph));
    }

    [Fact]
    public void An_output_that_shows_nothing_is_a_diagnostic_that_says_so()
    {
        Diagnostic finding = Single(Of([Input("in", 2), LIF("a", 2), Output("out", 2), Output("lost", 2)], "in>a", "a>out"));
        Assert.Equal("NEU1026", finding.Code);
        Assert.Contains("'lost'", finding.Message);
    }
}
