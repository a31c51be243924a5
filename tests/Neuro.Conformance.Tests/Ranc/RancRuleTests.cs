using System.Collections.Immutable;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Passes;
using Neuro.Conformance.Tests.Loihi;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Runtime.Data;
using Neuro.Targets;
using Neuro.Targets.Ranc;

namespace Neuro.Conformance.Tests.Ranc;

/// <summary>The rules of the cores: what they compute at their edges, and what they refuse.</summary>
public sealed class RancRuleTests
{
    private static readonly TargetProfile Ranc = TargetCatalog.Load("ranc");

    [Fact]
    public void Several_packets_to_one_axon_in_a_tick_are_one()
    {
        // Both neurons of core 0 spike when axon 0 is active and send to axon 1, whose neuron counts by its potential.
        RancWord relay = new() { Axons = [0], Weights = [1, 0, 0, 0], Threshold = 1, Axon = 1 };
        RancWord counter = new() { Axons = [1], Weights = [3, 0, 0, 0], Threshold = 3, Mode = 1, Dx = 1, ThresholdLow = -256 };
        RancImage image = Image([relay, relay, counter], axons: 4);
        SpikeTrain input = SpikeTrain.FromEvents(8, 4, [0, 2], [0, 0]);
        SpikeTrain outputs = RancImages.Run(new ReferenceBackend(), RancImages.Decode(image), input);
        // In at 0, active at 1, relayed to 2: one spike each, where two arrivals would have left one for the next tick.
        Assert.Equal([2, 4], Enumerable.Range(0, 8).Where(t => outputs.IndicesAt(t).Length > 0));
    }

    [Theory]
    [InlineData(250, 10, -252)] // 260 wraps around
    [InlineData(-250, -10, 252)]
    [InlineData(200, 55, 255)]
    public void Potentials_wrap_around_at_nine_bits(int potential, int leak, int after)
    {
        RancWord word = new()
        {
            Axons = [],
            Weights = [0, 0, 0, 0],
            Potential = potential,
            Leak = leak,
            Threshold = 255,
            ThresholdLow = -256,
            Reset = 255,
        };
        SpikeProgram program = RancImages.Decode(Image([word], axons: 1));
        var run = Runs.Run(new ReferenceBackend(), program, 1, new() { States = [("neurons", "v")] }, SpikeTrain.Empty(1, 1));
        Assert.Equal(after, run.States("neurons", "v", 0)[0]);
    }

    [Theory]
    [InlineData(0, -7)] // to minus the reset value
    [InlineData(1, -15)] // −35 less −20
    public void Below_the_lower_threshold_a_neuron_is_reset_too(int mode, int after)
    {
        RancWord word = new()
        {
            Axons = [],
            Weights = [0, 0, 0, 0],
            Leak = -35,
            Reset = 7,
            Threshold = 100,
            ThresholdLow = -20,
            Mode = mode,
        };
        SpikeProgram program = RancImages.Decode(Image([word], axons: 1));
        var run = Runs.Run(new ReferenceBackend(), program, 1, new() { States = [("neurons", "v")] }, SpikeTrain.Empty(1, 1));
        Assert.Equal(after, run.States("neurons", "v", 0)[0]);
    }

    [Theory]
    [InlineData(128, null)] // two bits for each of 128 sources are all the axons of a core
    [InlineData(129, "NEU3761")]
    public void A_neuron_of_mixed_weights_has_up_to_128_sources(int sources, string? code)
    {
        DiscreteNetwork network = Single(sources, new LinearNeuronModel
        {
            Kind = "IF",
            MembraneDecay = [1],
            MembraneGain = [1],
            Spike = new() { Threshold = [1] },
        });
        Assert.Equal(code is null ? [] : [code], Codes(() => Lower(network)));
        if (code is null) return;
        Diagnostic error = Assert.Throws<DiagnosticException>(() => Lower(network)).Diagnostics[0];
        Assert.Contains("129 sources, which need 258 axons", error.Message);
        Assert.Contains("128 sources fit", error.Hint);
    }

    [Fact]
    public void Everything_that_neurons_cannot_do_is_said_at_once()
    {
        DiscreteNetwork network = Single(3, new LinearNeuronModel
        {
            Kind = "CubaLIF",
            SynapseDecay = [0.5],
            MembraneDecay = [0.9],
            MembraneGain = [1],
            Spike = new() { Threshold = [0], MultiSpike = true, Decision = SpikeDecision.BeforeUpdate },
        });
        ImmutableArray<Diagnostic> found = Assert.Throws<DiagnosticException>(() => Lower(network)).Diagnostics;
        Assert.Equal(5, found.Count(d => d.Code == "NEU3760"));
        Assert.Contains(found, d => d.Message.Contains("keeps 0.9 of its potential"));
        Assert.All(found, d => Assert.NotEmpty(d.Hint));
    }

    [Fact]
    public void Programs_that_exceed_cores_are_refused_with_every_reason()
    {
        SpikeProgram program = Lower(Single(3, new LinearNeuronModel
        {
            Kind = "IF",
            MembraneDecay = [1],
            MembraneGain = [1],
            Spike = new() { Threshold = [1] },
        }));
        Population neurons = program.Populations[1];
        Projection synapses = program.Projections[0];
        program = program with
        {
            Populations =
            [
                program.Populations[0] with { PayloadMaximum = 3 },
                neurons with { Parameters = neurons.Parameters.SetItem("threshold", 256) },
            ],
            Projections =
            [
                synapses with { Delay = 16 },
                synapses with { Name = "loop", Source = "out", Weight = 1, Connectivity = new OneToOne(), Delay = 0 },
            ],
        };
        Assert.Equal(
            ["NEU4004", "NEU4008", "NEU4053", "NEU4262", "NEU4265"], Codes(() => RancEncoder.Encode(program, Ranc)).Order());
    }

    [Fact]
    public void Weights_axons_and_cores_that_there_are_too_many_of_are_named()
    {
        LinearNeuronModel model =
            new() { Kind = "IF", MembraneDecay = [1], MembraneGain = [1], Spike = new() { Threshold = [1] } };
        Assert.Equal(["NEU4263"], Codes(() => RancEncoder.Encode(WithWeights(model, [100, 3, 7, 11, 13]), Ranc)));
        int[] threeAxonsEach = [.. Enumerable.Repeat(7, 127), 1];
        Assert.Equal(["NEU4264"], Codes(() => RancEncoder.Encode(WithWeights(model, threeAxonsEach), Ranc)));
        TargetProfile none = Ranc with { Limits = Ranc.Limits with { Cores = 0 } };
        Assert.Equal(["NEU4266"], Codes(() => RancEncoder.Encode(WithWeights(model, [1, 2, 3]), none)));
    }

    [Fact]
    public void Thresholds_that_pile_up_and_biases_that_vanish_are_warned_of()
    {
        List<Diagnostic> warnings = [];
        DiscreteNetwork network = Single(64, new LinearNeuronModel
        {
            Kind = "IF",
            MembraneDecay = [1],
            MembraneGain = [1],
            Bias = [1e-6],
            Spike = new() { Threshold = [0.1], Reset = ResetMode.Subtract },
        });
        _ = LowerRanc.Run(network, new FixedPointFormat { WeightBits = 8, InputMaximum = 1 }, Ranc, warnings);
        Assert.Equal(["NEU3762", "NEU3763"], warnings.Select(w => w.Code).Where(c => c != "NEU3703").Order());
    }

    private static SpikeProgram WithWeights(LinearNeuronModel model, int[] weights)
    {
        SpikeProgram program = Lower(Single(weights.Length, model));
        return program with
        {
            Arrays = [IrArray.Create("w", [weights.Length, 1], 9, signed: true, weights)],
            Projections = [program.Projections[0] with { Weight = IrValue.FromArray("w"), Multiplier = 1, Shift = 0 }],
        };
    }

    private static DiscreteNetwork Single(int sources, NeuronModel model) => new()
    {
        Name = "single",
        TimeStep = new Rational(1, 1000),
        Populations =
        [
            new() { Name = "in", Shape = [sources], Model = new InputModel() },
            new() { Name = "out", Shape = [1], Model = model },
        ],
        Projections =
        [
            new()
            {
                Name = "w",
                Source = "in",
                Target = "out",
                Map = new DenseMap([.. Enumerable.Range(0, sources).Select(i => i % 2 == 0 ? 0.1 : -0.1)]),
            },
        ],
        Outputs = ["out"],
    };

    private static SpikeProgram Lower(DiscreteNetwork network) =>
        LowerRanc.Run(network, new FixedPointFormat { WeightBits = 8, InputMaximum = 1 }, Ranc, []).Program;

    private static string[] Codes(Action action)
    {
        try
        {
            action();
            return [];
        }
        catch (DiagnosticException e)
        {
            return [.. e.Diagnostics.Select(d => d.Code)];
        }
    }

    /// <summary>One core at (0, 0); packets leave at (1, 0).</summary>
    private static RancImage Image(RancWord[] words, int axons) => new()
    {
        Parameters = new() { GridX = 2, OutputX = 1, Axons = axons, Neurons = words.Length },
        Cores = ImmutableSortedDictionary<int, RancCore>.Empty.Add(0, new([.. new int[axons]], [.. words])),
    };
}
