using System.Collections.Immutable;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Compiler.Passes;
using Neuro.Compiler.Reports;
using Neuro.Ir.Diagnostics;

namespace Neuro.Conformance.Tests.Xylo;

/// <summary>Xylo's design rules: each has a network that keeps it and one that breaks it, by one where it counts.</summary>
public sealed class XyloRuleTests
{
    [Theory]
    [InlineData("xylo-a2", 16, 1000, 8, "")]
    [InlineData("xylo-a2", 17, 6, 3, "NEU4307: 17 input channels, 16 available")]
    [InlineData("xylo-a2", 4, 6, 9, "NEU4309: 9 output neurons, 8 available")]
    [InlineData("xylo-a3", 4, 6, 32, "")]
    [InlineData("xylo-a3", 4, 6, 33, "NEU4309: 33 output neurons, 32 available")]
    [InlineData("xylo-imu", 4, 6, 16, "")]
    [InlineData("xylo-imu", 4, 6, 17, "NEU4309: 17 output neurons, 16 available")]
    public void Channels_and_neurons_are_counted(string target, int inputs, int hidden, int outputs, string expected) =>
        Expect(expected, XyloNetworks.Simple(inputs, hidden, outputs), target);

    [Theory]
    [InlineData("xylo-a2", 1024, "NEU4308: 1,024 hidden neurons, 1,000 available")]
    [InlineData("xylo-a3", 992, "")]
    [InlineData("xylo-a3", 993, "NEU4308: 993 hidden neurons, 992 available")]
    [InlineData("xylo-imu", 496, "")]
    [InlineData("xylo-imu", 497, "NEU4308: 497 hidden neurons, 496 available")]
    public void Hidden_neurons_beyond_the_expansions_are_counted(string target, int hidden, string expected) =>
        Expect(expected, XyloNetworks.Simple(
            hidden: hidden, input: (_, j) => j < 100 ? 0.5 : 0, output: (i, _) => i < 100 ? 0.5 : 0), target);

    [Theory]
    [InlineData("xylo-a2", 64, "")]
    [InlineData("xylo-a2", 65, "NEU4310: neuron 7 of 'hidden' reaches 65 hidden neurons, 64 available")]
    [InlineData("xylo-imu", 100, "")]
    public void The_largest_fan_out_is_that_of_a_hidden_neuron_to_hidden_neurons(string target, int reached, string expected) =>
        Expect(expected, XyloNetworks.Simple(hidden: 100, recurrent: (i, j) => i == 7 && j < reached ? 0.5 : 0), target);

    [Theory]
    [InlineData("xylo-a2", 53, "")] // 31,800
    [InlineData("xylo-a2", 54, "NEU4311: 32,400 synapses between hidden neurons, 32,000 available")]
    public void The_average_fan_out_is_over_the_neurons_of_the_chip(string target, int reached, string expected) =>
        Expect(expected, XyloNetworks.Simple(hidden: 600, recurrent: (_, j) => j < reached ? 0.5 : 0), target);

    [Theory]
    [InlineData("xylo-a2", 129, "")]
    [InlineData("xylo-a3", 128, "")]
    [InlineData("xylo-a3", 129, "NEU4312: input reaches 129 hidden neurons, 128 available")]
    [InlineData("xylo-imu", 129, "NEU4312: input reaches 129 hidden neurons, 128 available")]
    public void Input_reaches_so_many_hidden_neurons(string target, int reached, string expected) =>
        Expect(expected, XyloNetworks.Simple(
            hidden: 200, input: (_, j) => j < reached ? 0.5 : 0, output: (i, _) => i < 100 ? 0.5 : 0), target);

    [Theory]
    [InlineData("xylo-a2", 129, "")]
    [InlineData("xylo-a3", 128, "")]
    [InlineData("xylo-a3", 129, "NEU4313: 129 hidden neurons reach output neurons, 128 available")]
    [InlineData("xylo-imu", 129, "NEU4313: 129 hidden neurons reach output neurons, 128 available")]
    public void So_many_hidden_neurons_reach_outputs(string target, int reaching, string expected) =>
        Expect(expected, XyloNetworks.Simple(
            hidden: 200, input: (_, j) => j < 100 ? 0.5 : 0, output: (i, _) => i < reaching ? 0.5 : 0), target);

    [Theory]
    [InlineData(15, "")]
    [InlineData(16, "NEU4314: input payloads from 0 to 16; an input channel of target xylo-a2 takes 0 to 15")]
    public void An_input_channel_takes_15_spikes_a_tick(int payload, string expected) =>
        Same(expected, Violations(XyloNetworks.Simple(), inputMaximum: payload));

    [Fact]
    public void A_network_begins_with_weights()
    {
        DiscreteNetwork network = XyloNetworks.Simple(inputs: 6);
        Expect("", network);
        Expect("NEU4303: 'in' reaches neurons 'hidden' without weights", Replace(network, "w_in", p =>
            p with { Map = new OneToOneMap([1.0]) }));
    }

    [Fact]
    public void No_two_weights_follow_each_other()
    {
        DiscreteNetwork network = XyloNetworks.Simple();
        DiscreteNetwork twice = network with
        {
            Populations =
            [
                network.Populations[0], new() { Name = "linear", Shape = [5], Model = new RelayModel([0]) },
                .. network.Populations[1..],
            ],
            Projections =
            [
                new() { Name = "w_0", Source = "in", Target = "linear", Map = XyloNetworks.Dense(4, 5, null) },
                network.Projections[0] with { Source = "linear", Map = XyloNetworks.Dense(5, 6, null) },
                .. network.Projections[1..],
            ],
        };
        Expect("", network);
        Expect("NEU4304: weights 'linear' lead to weights 'w_in' without neurons", twice);
    }

    [Fact]
    public void Outputs_are_not_recurrent()
    {
        DiscreteNetwork network = XyloNetworks.Simple();
        DiscreteProjection loop = new()
        {
            Name = "w_back",
            Source = "out",
            Target = "out",
            Map = XyloNetworks.Dense(3, 3, null),
            Delay = [1],
        };
        Expect("", network);
        Expect("NEU4305: output neurons 'out' send spikes to 'out'",
            network with { Projections = [.. network.Projections, loop] });
    }

    [Fact]
    public void Outputs_listen_to_hidden_neurons_only()
    {
        DiscreteNetwork network = XyloNetworks.Simple();
        DiscreteProjection skip = new() { Name = "w_skip", Source = "in", Target = "out", Map = XyloNetworks.Dense(4, 3, null) };
        Expect("NEU4306: input 'in' leads straight to output neurons 'out'",
            network with { Projections = [.. network.Projections, skip] });
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "NEU4315: projection 'w_out' has a delay of 2 ticks")]
    public void Delays_are_those_of_the_chip(int delay, string expected) =>
        Expect(expected, Replace(XyloNetworks.Simple(), "w_out", p => p with { Delay = [delay] }));

    [Theory]
    [InlineData(ResetMode.Subtract, "")]
    [InlineData(ResetMode.Zero, "NEU4301: population 'hidden' resets to zero, which neurons of target xylo-a2 cannot")]
    public void Neurons_reset_by_subtraction(ResetMode reset, string expected)
    {
        DiscreteNetwork network = XyloNetworks.Simple();
        DiscretePopulation hidden = network.Populations[1] with
        {
            Model = XyloNetworks.Neurons with { Spike = XyloNetworks.Neurons.Spike! with { Reset = reset } },
        };
        Expect(expected, network with { Populations = network.Populations.SetItem(1, hidden) });
    }

    /// <summary>Rockpool's files carry dt in R = τ/dt − 1.</summary>
    [Theory]
    [InlineData(1e-3, "")]
    [InlineData(2e-3, "NEU4302: neurons 'out' are made for steps of 0.002 s, 'hidden' for 0.001 s; all neurons")]
    public void All_neurons_share_a_time_step(double other, string expected)
    {
        ModelGraph graph = new()
        {
            Name = "rockpool",
            Nodes = [Lif("hidden", 8e-3, 1e-3), Lif("out", 4e-3, other)],
            Edges = [],
        };
        Same(expected, Violations(XyloNetworks.Simple(), graph: graph, dialect: DialectRegistry.Rockpool));
        // In other dialects R is a resistance.
        Same("", Violations(XyloNetworks.Simple(), graph: graph, dialect: DialectRegistry.Norse));
    }

    [Fact]
    public void Everything_that_stands_against_a_network_is_said_at_once_with_hints()
    {
        DiscreteNetwork network = XyloNetworks.Simple(17, 1001, 9, recurrent: (i, j) => i < 600 && j < 66 ? 0.5 : 0);
        network = Replace(network, "w_out", p => p with { Delay = [3] });
        ImmutableArray<Diagnostic> all = Violations(network, inputMaximum: 31);
        Assert.Equal(
            ["NEU4307", "NEU4308", "NEU4309", "NEU4310", "NEU4311", "NEU4312", "NEU4313", "NEU4314", "NEU4315"],
            all.Select(d => d.Code).Order());
        Assert.All(all, d => Assert.NotEmpty(d.Hint));
    }

    [Fact]
    public void The_report_counts_what_there_is_and_what_is_taken()
    {
        // A zero weight, and one that becomes a zero code, take nothing.
        QuantisedNetwork lowered = XyloNetworks.Lower(XyloNetworks.Simple(recurrent: (i, j) => i == j ? 0.5 : i == 0 ? 1e-4 : 0));
        Assert.Contains(new ResourceReport("chip", "recurrent weights", 6, 32_000), lowered.Resources);
        Assert.Contains(new ResourceReport("chip", "hidden neurons", 6, 1000), lowered.Resources);
        Assert.Contains(new ResourceReport("hidden", "largest fan-out", 1, 64), lowered.Resources);
        Assert.Equal(3 / 8.0, lowered.Resources.First(r => r.Resource == "output neurons").Utilisation);
    }

    private static LIFNode Lif(string name, double tau, double dt) => new()
    {
        Name = name,
        Tau = Tensor.Vector(tau),
        R = Tensor.Vector(tau / dt - 1),
        VLeak = Tensor.Vector(0),
        VThreshold = Tensor.Vector(1),
    };

    private static DiscreteNetwork Replace(
        DiscreteNetwork network, string projection, Func<DiscreteProjection, DiscreteProjection> change) => network with
        {
            Projections = [.. network.Projections.Select(p => p.Name == projection ? change(p) : p)],
        };

    private static void Expect(string expected, DiscreteNetwork network, string target = "xylo-a2") =>
        Same(expected, Violations(network, target));

    /// <summary>That there is one violation, which begins as expected, or none.</summary>
    private static void Same(string expected, ImmutableArray<Diagnostic> violations)
    {
        string[] found = [.. violations.Select(v => $"{v.Code}: {v.Message}")];
        if (expected.Length == 0) Assert.Empty(found);
        else Assert.StartsWith(expected, Assert.Single(found));
    }

    private static ImmutableArray<Diagnostic> Violations(
        DiscreteNetwork network, string target = "xylo-a2", int inputMaximum = 1, ModelGraph? graph = null,
        Dialect? dialect = null)
    {
        try
        {
            _ = XyloNetworks.Lower(network, target, null, inputMaximum, graph, dialect);
            return [];
        }
        catch (DiagnosticException e)
        {
            return [.. e.Diagnostics];
        }
    }
}
