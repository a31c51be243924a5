using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Ir.Diagnostics;
using static Neuro.Compiler.Tests.Graph.Models;

namespace Neuro.Compiler.Tests.Discretisation;

public sealed class DiscretiseTests
{
    [Fact]
    public void A_linear_layer_is_the_projection_into_its_neurons_and_its_bias_theirs()
    {
        DiscreteNetwork network = Run(Of(
            [Input("in", 2), Affine("fc", 1, 2, [3, 4], 7), LIF("lif", 1), Output("out", 1)], "in>fc", "fc>lif", "lif>out"));
        Assert.Equal(["in", "lif"], network.Populations.Select(p => p.Name));
        DiscreteProjection fc = Assert.Single(network.Projections);
        Assert.Equal(("fc", "in", "lif"), (fc.Name, fc.Source, fc.Target));
        Assert.Equal([7.0], Assert.IsType<LinearNeuronModel>(network.Population("lif").Model).Bias);
        Assert.Equal(["lif"], network.Outputs);
    }

    [Fact]
    public void A_synapse_behind_a_flatten_keeps_each_neurons_time_constant()
    {
        LINode synapse = new()
        {
            Name = "syn",
            Tau = new([2, 2], [0.1, 0.2, 0.3, 0.4]),
            R = new([2, 1], [1, 2]),
            VLeak = Tensor.Scalar(0),
        };
        ModelGraph graph = Of(
            [Input("in", 2, 2), synapse, Flatten("flat"), LIF("lif", 4), Output("out", 4)],
            "in>syn", "syn>flat", "flat>lif", "lif>out");
        LinearNeuronModel model = Assert.IsType<LinearNeuronModel>(Run(graph).Population("lif").Model);
        double dt = DialectRegistry.Norse.TimeStep.ToDouble();
        Assert.Equal([1 - dt / 0.1, 1 - dt / 0.2, 1 - dt / 0.3, 1 - dt / 0.4], model.SynapseDecay!);
        Assert.Equal([dt / 0.1, dt / 0.2, 2 * dt / 0.3, 2 * dt / 0.4], model.SynapseGain, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Delays_that_add_up_to_too_much_are_a_diagnostic()
    {
        ModelGraph graph = Of(
            [Input("in", 2), Delay("d1", 4, 4), Delay("d2", 4, 4), LIF("lif", 2), Output("out", 2)],
            "in>d1", "d1>d2", "d2>lif", "lif>out");
        Assert.Equal("NEU1032", Assert.Single(Assert.Throws<DiagnosticException>(() => Run(graph)).Diagnostics).Code);
    }

    [Fact]
    public void A_population_that_two_outputs_show_is_one_output()
    {
        DiscreteNetwork network = Run(Of(
            [Input("in", 2), LIF("lif", 2), Output("first", 2), Output("second", 2)], "in>lif", "lif>first", "lif>second"));
        Assert.Equal(["lif"], network.Outputs);
    }

    [Fact]
    public void A_read_out_without_neurons_is_a_relay()
    {
        DiscreteNetwork network = Run(Of(
            [Input("in", 2), LIF("lif", 2), Affine("fc", 1, 2, [3, 4], 7), Output("out", 1)], "in>lif", "lif>fc", "fc>out"));
        Assert.Equal(["fc"], network.Outputs);
        Assert.Equal([7.0], Assert.IsType<RelayModel>(network.Population("fc").Model).Bias);
    }

    [Fact]
    public void A_pool_before_a_convolution_is_a_relay_in_the_same_tick()
    {
        SumPool2dNode pool = new()
        {
            Name = "pool",
            KernelSize = Tensor.Integers(2),
            Stride = Tensor.Integers(2),
            Padding = Tensor.Integers(0),
        };
        DiscreteNetwork network = Run(Of(
            [Input("in", 1, 4, 4), pool, Conv("conv", 1, 1, 2), IF("n", 1), Output("out", 1, 1, 1)], "in>pool", "pool>conv",
            "conv>n", "n>out"));
        Assert.IsType<RelayModel>(network.Population("pool").Model);
        Assert.Equal(["in>pool", "pool>n"], network.Projections.Select(p => $"{p.Source}>{p.Target}").Order());
        Assert.All(network.Projections, p => Assert.Equal([0], p.Delay));
    }

    [Theory]
    [InlineData("in>d", "d>fc", "fc>lif")]
    [InlineData("in>fc", "fc>d", "d>lif")]
    public void A_uniform_delay_joins_the_projection_on_either_side(params string[] chain)
    {
        int size = chain[0] == "in>d" ? 2 : 1;
        DiscreteNetwork network = Run(Of(
            [Input("in", 2), Delay("d", [.. Enumerable.Repeat(5e-4, size)]), Linear("fc", 1, 2), LIF("lif", 1), Output("out", 1)],
            [.. chain, "lif>out"]));
        DiscreteProjection fc = Assert.Single(network.Projections);
        Assert.Equal("fc", fc.Name);
        Assert.Equal([5], fc.Delay);
    }

    [Fact]
    public void Delays_per_element_become_delays_of_a_one_to_one_projection()
    {
        DiscreteNetwork network = Run(Of(
            [Input("in", 2), Delay("d", 1e-4, 3e-4), Linear("fc", 1, 2), LIF("lif", 1), Output("out", 1)], "in>d", "d>fc",
            "fc>lif", "lif>out"));
        Assert.IsType<RelayModel>(network.Population("d").Model);
        DiscreteProjection delay = network.Projections.Single(p => p.Target == "d");
        Assert.IsType<OneToOneMap>(delay.Map);
        Assert.Equal([1, 3], delay.Delay);
    }

    [Fact]
    public void A_delay_between_ticks_is_rounded_with_a_warning()
    {
        List<Diagnostic> findings = [];
        DiscreteNetwork network = Run(
            Of([Input("in", 1), Delay("d", 2.6e-4), IF("n", 1), Output("out", 1)], "in>d", "d>n", "n>out"), null, findings);
        Assert.Equal([3], Assert.Single(network.Projections).Delay);
        Assert.Equal("NEU1031", Assert.Single(findings).Code);
    }

    [Fact]
    public void Input_and_recurrent_lags_are_those_of_the_dialect()
    {
        Dialect dialect = DialectRegistry.Norse with { InputLag = 2, RecurrentLag = 3 };
        DiscreteNetwork network = Run(Recurrent(), dialect);
        Assert.Equal([2], network.Projections.Single(p => p.Source == "in").Delay);
        Assert.Equal([3], network.Projections.Single(p => p.Name == "rec").Delay);
        Assert.Equal([0], network.Projections.Single(p => p.Name == "fc2").Delay);
    }

    [Fact]
    public void A_cycle_that_no_lag_breaks_is_refused()
    {
        DiagnosticException e =
            Assert.Throws<DiagnosticException>(() => Run(Recurrent(), DialectRegistry.Norse with { RecurrentLag = 0 }));
        Assert.Equal("NEU1033", Assert.Single(e.Diagnostics).Code);
    }

    [Fact]
    public void Several_edges_into_a_node_become_several_projections()
    {
        DiscreteNetwork network = Run(Of(
            [Input("in", 2), Linear("a", 2, 2), Linear("b", 2, 2), IF("n", 2), Output("out", 2)], "in>a", "in>b", "a>n", "b>n",
            "n>out"));
        Assert.Equal(["a", "b"], network.Projections.Select(p => p.Name).Order());
    }

    [Fact]
    public void An_output_of_two_populations_adds_them()
    {
        DiscreteNetwork network =
            Run(Of([Input("in", 2), IF("a", 2), IF("b", 2), Output("out", 2)], "in>a", "in>b", "a>out", "b>out"));
        Assert.Equal(["out"], network.Outputs);
        Assert.Equal(2, network.Projections.Count(p => p.Target == "out"));
    }

    [Theory]
    [InlineData(Integrator.Euler, InputGain.Euler, 0.96, 0.08)]
    [InlineData(Integrator.Exact, InputGain.Exact, 0.960789439152323, 0.078421121695354)]
    [InlineData(Integrator.Exact, InputGain.Unit, 0.960789439152323, 1)]
    public void Decay_and_gain_are_those_of_the_integrator(Integrator integrator, InputGain gain, double decay, double expected)
    {
        LIFNode lif = LIF("lif", 1) with { R = Tensor.Vector(2) };
        DiscreteNetwork network = Run(
            Of([Input("in", 1), lif, Output("out", 1)], "in>lif", "lif>out"),
            DialectRegistry.Norse with { Membrane = integrator, Gain = gain });
        LinearNeuronModel model = Assert.IsType<LinearNeuronModel>(network.Population("lif").Model);
        Assert.Equal(decay, model.MembraneDecay[0], 14);
        Assert.Equal(expected, model.MembraneGain[0], 14);
    }

    [Fact]
    public void A_reset_value_that_the_dialect_ignores_is_warned_of()
    {
        List<Diagnostic> findings = [];
        LIFNode lif = LIF("lif", 1) with { VReset = Tensor.Vector(-0.5) };
        ModelGraph graph = Of([Input("in", 1), lif, Output("out", 1)], "in>lif", "lif>out");
        Run(graph, DialectRegistry.Norse, findings);
        Assert.Equal("NEU1030", Assert.Single(findings).Code);
        LinearNeuronModel exact = Assert.IsType<LinearNeuronModel>(Run(graph, DialectRegistry.Exact).Population("lif").Model);
        Assert.Equal([-0.5], exact.Spike!.ResetValue);
    }

    [Fact]
    public void Order_of_nodes_and_edges_in_the_file_means_nothing()
    {
        ModelGraph graph = Recurrent();
        DiscreteNetwork there = Run(graph);
        DiscreteNetwork back = Run(graph with { Nodes = [.. graph.Nodes.Reverse()], Edges = [.. graph.Edges.Reverse()] });
        Assert.Equal(there.Populations.Select(p => p.Name), back.Populations.Select(p => p.Name));
        Assert.Equal(there.Projections.Select(p => (p.Name, p.Delay[0])), back.Projections.Select(p => (p.Name, p.Delay[0])));
    }

    private static ModelGraph Recurrent() => Of(
        [Input("in", 2), Linear("fc", 2, 2), LIF("lif", 2), Linear("rec", 2, 2), Linear("fc2", 1, 2), LIF("last", 1),
            Output("out", 1)],
        "in>fc", "fc>lif", "lif>rec", "rec>lif", "lif>fc2", "fc2>last", "last>out");

    private static DiscreteNetwork Run(ModelGraph graph, Dialect? dialect = null, List<Diagnostic>? findings = null) =>
        Discretise.Run(Canonicalise.Run(graph, []), dialect ?? DialectRegistry.Norse, findings ?? []);
}
