using Neuro.Compiler.Graph;
using Neuro.Ir.Diagnostics;
using static Neuro.Compiler.Tests.Graph.Models;

namespace Neuro.Compiler.Tests.Graph;

public sealed class GraphVerifierTests
{
    [Fact]
    public void A_sound_model_has_no_findings() =>
        Assert.Empty(GraphVerifier.Verify(Of(
            [Input("in", 3), Linear("fc", 2, 3), LIF("lif", 2), Output("out", 2)], "in>fc", "fc>lif", "lif>out")));

    [Fact]
    public void A_dangling_edge_names_the_missing_node()
    {
        Diagnostic finding = Single(Of([Input("in", 3), Output("out", 3)], "in>out", "in>ghost"));
        Assert.Equal("NEU1010", finding.Code);
        Assert.Contains("'ghost'", finding.Message);
    }

    [Fact]
    public void A_shape_clash_names_both_nodes_and_shapes()
    {
        Diagnostic finding = Single(Of([Input("in", 4), Linear("fc", 2, 3), Output("out", 2)], "in>fc", "fc>out"));
        Assert.Equal("error[NEU1011]: 'in' gives shape [4], but 'fc' takes [3]", finding.ToString().Split('\n')[0]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_parameter_that_is_no_number_is_found_with_its_place(double value)
    {
        Diagnostic finding = Single(Of(
            [Input("in", 2), Linear("fc", 1, 2, 1, value), LIF("lif", 1), Output("out", 1)], "in>fc", "fc>lif", "lif>out"));
        Assert.Equal("NEU1008", finding.Code);
        Assert.Contains("'weight' of node 'fc'", finding.Message);
        Assert.EndsWith("element 1", finding.Message);
    }

    [Fact]
    public void A_time_constant_must_be_positive() =>
        Assert.Equal(["NEU1009"], Codes(Of([Input("in", 1), LIF("lif", 1, tau: -1), Output("out", 1)], "in>lif", "lif>out")));

    [Fact]
    public void All_faults_are_reported_at_once() => Assert.Equal(
        ["NEU1009", "NEU1008", "NEU1010"],
        Codes(Of(
            [Input("in", 1), LIF("a", 1, tau: 0), Linear("b", 1, 1, double.NaN), Output("out", 1)], "in>a", "a>b", "b>nowhere")));

    [Fact]
    public void A_cycle_of_linear_maps_has_no_delay()
    {
        Diagnostic finding = Single(Of(
            [Input("in", 2), Linear("a", 2, 2), Linear("b", 2, 2), Output("out", 2)], "in>a", "a>b", "b>a", "b>out"));
        Assert.Equal("NEU1014", finding.Code);
        Assert.Contains("'a' → 'b' → 'a'", finding.Message);
    }

    [Fact]
    public void A_neuron_or_a_delay_on_a_cycle_makes_it_sound()
    {
        Assert.Empty(Codes(Of(
            [Input("in", 2), LIF("a", 2), Linear("b", 2, 2), Output("out", 2)], "in>a", "a>b", "b>a", "a>out")));
        Assert.Empty(Codes(Of(
            [Input("in", 2), Delay("a", 1, 1), Linear("b", 2, 2), Output("out", 2)], "in>a", "a>b", "b>a", "a>out")));
    }

    [Fact]
    public void Scalar_parameters_take_the_shape_of_what_enters()
    {
        LIFNode scalar = LIF("lif", 1) with { Tau = Tensor.Scalar(0.01), VThreshold = Tensor.Scalar(1) };
        Assert.Empty(Codes(Of([Input("in", 2, 3), scalar, Output("out", 2, 3)], "in>lif", "lif>out")));
    }

    [Fact]
    public void Duplicate_edges_count_once_with_a_warning() =>
        Assert.Equal(["NEU1015"], Codes(Of([Input("in", 1), IF("n", 1), Output("out", 1)], "in>n", "in>n", "n>out")));

    [Fact]
    public void Nodes_without_way_in_or_out_get_one_with_a_warning() =>
        Assert.Equal(["NEU1016", "NEU1017"], Codes(Of([Linear("fc", 2, 3), IF("n", 2)], "fc>n")));

    [Fact]
    public void A_model_that_never_begins_is_refused() =>
        Assert.Contains("NEU1018", Codes(Of([LIF("a", 1), LIF("b", 1)], "a>b", "b>a")));

    [Fact]
    public void Convolutions_report_what_they_take() => Assert.Contains(
        "takes [2, rows, columns]",
        Single(Of([Input("in", 3, 8, 8), Conv("c", 4, 2, 3), Output("out", 4, 6, 6)], "in>c", "c>out")).Message);

    [Theory]
    [InlineData("same", 1, 7)]
    [InlineData("valid", 1, 4)]
    [InlineData("valid", 2, 2)]
    public void Padding_by_name_gives_the_extent_of_pytorch(string padding, int stride, int extent)
    {
        Conv2dNode conv = Conv("c", 1, 1, 4) with { Padding = padding, Stride = Tensor.Integers(stride, stride) };
        Assert.Empty(Codes(Of([Input("in", 1, 7, 7), conv, Output("out", 1, extent, extent)], "in>c", "c>out")));
    }

    [Fact]
    public void Shapes_that_differ_in_extents_of_one_only_are_taken_with_a_warning() =>
        Assert.Equal(["NEU1013"], Codes(Of([Input("in", 3), LIF("n", 3), Output("out", 1, 3)], "in>n", "n>out")));
}
