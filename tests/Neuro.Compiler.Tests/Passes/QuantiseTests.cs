using System.Collections.Immutable;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Tests.Passes;

public class QuantiseTests
{
    private static readonly ImmutableDictionary<string, PopulationActivity> NoData =
        ImmutableDictionary<string, PopulationActivity>.Empty;

    [Fact]
    public void Random_networks_in_random_formats_become_programs_that_the_verifier_accepts()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            RandomNetworks random = new(seed);
            FixedPointFormat format = random.Format();
            QuantisedNetwork quantised = Quantise.Run(random.Network(), format, NoData, []);
            ImmutableArray<Diagnostic> findings = ProgramVerifier.Verify(quantised.Program);
            Assert.True(findings.IsEmpty, $"seed {seed}, {format}:\n{string.Join('\n', findings)}");
            SpikeProgram legal = Legalise.Run(quantised.Program, TargetProfile.Emulator, allowSplit: false);
            Assert.True(
                ProgramVerifier.Verify(legal).IsEmpty, $"seed {seed}: {string.Join('\n', ProgramVerifier.Verify(legal))}");
        }
    }

    [Fact]
    public void A_step_per_channel_goes_into_the_thresholds()
    {
        QuantisedNetwork quantised = Quantise.Run(TwoByTwo(), new FixedPointFormat(), NoData, []);
        SpikeProgram program = quantised.Program;
        Assert.Equal((1, 0), (program.Projections[0].Multiplier.Scalar, program.Projections[0].Shift));
        int[] thresholds = program.Array("n.threshold").ToInt32();
        int[] codes = program.Array("w.weight").ToInt32();
        double[] units = quantised.StateUnits[("n", "v")];
        for (int j = 0; j < 2; j++)
        {
            // Threshold and largest weight keep their ratio, 1 : 0.5 and 1 : 0.01, whatever the channel's unit is.
            double membrane = Math.ScaleB(codes[2 + j], Shift(program)) * units[j];
            Assert.InRange(membrane / (j == 0 ? 0.5 : 0.01), 0.99, 1.01);
            Assert.Equal(1.0, thresholds[j] * units[j], 1e-4);
        }
    }

    [Fact]
    public void Without_steps_per_channel_one_threshold_serves_all()
    {
        SpikeProgram program = Quantise.Run(TwoByTwo(), new FixedPointFormat { PerChannel = false }, NoData, []).Program;
        Assert.False(program.Population("n").Parameters["threshold"].IsArray);
        Assert.Equal([64, 1, 127, 3], program.Array("w.weight").ToInt32().Select(Math.Abs));
    }

    [Fact]
    public void Calibrated_ranges_buy_resolution()
    {
        int blind = Shift(Quantise.Run(TwoByTwo(), new FixedPointFormat(), NoData, []).Program);
        ImmutableDictionary<string, PopulationActivity> seen = NoData.Add("n", new PopulationActivity(1.5, 0, 1, 0.1));
        int calibrated = Shift(Quantise.Run(TwoByTwo(), new FixedPointFormat(), seen, []).Program);
        Assert.True(calibrated > blind, $"{calibrated} fraction bits with data, {blind} without");
    }

    [Fact]
    public void Weights_that_round_to_nothing_silence_their_neuron_with_a_warning()
    {
        DiscreteNetwork network = Network(
            new DenseMap([1, 1, 0.001, 0.001]), Lif(0.9) with { Spike = new SpikeRule { Threshold = [0.5, 0.01] } });
        List<Diagnostic> diagnostics = [];
        Quantise.Run(network, new FixedPointFormat { WeightBits = 4, PerChannel = false }, NoData, diagnostics);
        Diagnostic silenced = Assert.Single(diagnostics, d => d.Code == "NEU3004");
        Assert.Contains("1 of 2 neurons that could fire", silenced.Message);
        Assert.Equal(Severity.Warning, silenced.Severity);
        diagnostics.Clear();
        Quantise.Run(network, new FixedPointFormat { WeightBits = 4 }, NoData, diagnostics);
        Assert.Empty(diagnostics);
    }

    [Fact]
    public void A_bias_over_the_threshold_is_reported_as_saturation()
    {
        DiscreteNetwork network = Network(new DenseMap([0.1, 0.1, 0.1, 0.1]), Lif(0.9) with { Bias = [2.0, 0.0] });
        List<Diagnostic> diagnostics = [];
        Quantise.Run(network, new FixedPointFormat(), NoData, diagnostics);
        Assert.Contains("1 of 2 neurons fire every tick", Assert.Single(diagnostics, d => d.Code == "NEU3005").Message);
    }

    [Fact]
    public void A_decay_beyond_one_is_an_error_that_names_the_population()
    {
        DiagnosticException error = Assert.Throws<DiagnosticException>(() =>
            Quantise.Run(Network(new DenseMap([1, 1, 1, 1]), Lif(-1.5)), new FixedPointFormat(), NoData, []));
        Assert.Equal("NEU3001", error.Diagnostics[0].Code);
        Assert.Contains("'n'", error.Diagnostics[0].Message);
    }

    [Fact]
    public void Decays_too_slow_for_their_bits_are_reported()
    {
        List<Diagnostic> diagnostics = [];
        Quantise.Run(
            Network(new DenseMap([1, 1, 1, 1]), Lif(0.9999)), new FixedPointFormat { DecayBits = 8 }, NoData, diagnostics);
        Assert.Contains("v_decay in 8 fraction bits", Assert.Single(diagnostics, d => d.Code == "NEU3002").Message);
    }

    [Fact]
    public void Sums_that_32_bits_cannot_hold_get_a_64_bit_accumulator()
    {
        DiscreteNetwork network = Network(new DenseMap([1, 0.9, 0.8, 1]), Lif(0.9));
        FixedPointFormat format = new() { WeightBits = 16, InputMaximum = int.MaxValue };
        SpikeProgram program = Quantise.Run(network, format, NoData, []).Program;
        Assert.Equal(64, program.Neurons[0].Accumulators[0].Bits);
        Assert.Empty(ProgramVerifier.Verify(program));
        Assert.Equal(
            32, Quantise.Run(network, format with { InputMaximum = 1 }, NoData, []).Program.Neurons[0].Accumulators[0].Bits);
    }

    [Fact]
    public void Projections_that_meet_share_a_unit_through_multipliers()
    {
        DiscreteNetwork network = Network(new DenseMap([0.3, -0.21, 0.11, 0.3]), Lif(0.9));
        network = network with
        {
            Projections = network.Projections.Add(
                new() { Name = "r", Source = "n", Target = "n", Map = new DenseMap([2.9, 1.7, -2.3, 2.1]), Delay = [1] }),
        };
        QuantisedNetwork quantised = Quantise.Run(network, new FixedPointFormat(), NoData, []);
        Projection strong = quantised.Program.Projections[1];
        int[] multipliers = strong.Multiplier.Array is { } name
            ? quantised.Program.Array(name).ToInt32()
            : [strong.Multiplier.Scalar << strong.Shift];
        Assert.All(multipliers, m => Assert.InRange(m, 6, 100));
        Assert.All(quantised.Projections, q => Assert.InRange(q.RelativeError, 0, 0.01));
    }

    [Fact]
    public void Pooling_weights_are_exact()
    {
        Convolution pool = new()
        {
            InputChannels = 2,
            InputHeight = 2,
            InputWidth = 2,
            OutputChannels = 2,
            OutputHeight = 1,
            OutputWidth = 1,
            KernelHeight = 2,
            KernelWidth = 2,
            Groups = 2,
        };
        DiscreteNetwork network = new()
        {
            Name = "pool",
            TimeStep = new Rational(1, 1000),
            Populations =
            [
                new DiscretePopulation { Name = "in", Shape = [2, 2, 2], Model = new InputModel() },
                new DiscretePopulation { Name = "sum", Shape = [2, 1, 1], Model = new RelayModel([0.0]) },
            ],
            Projections =
                [new DiscreteProjection { Name = "p", Source = "in", Target = "sum", Map = new ConvolutionMap(pool, [1.0]) }],
            Outputs = ["sum"],
        };
        QuantisedNetwork quantised = Quantise.Run(network, new FixedPointFormat(), NoData, []);
        Assert.Equal(1, quantised.Program.Projections[0].Weight.Scalar);
        Assert.Equal(1.0, quantised.PayloadUnits["sum"]);
        Assert.Equal(0, quantised.Projections[0].RelativeError);
    }

    private static int Shift(SpikeProgram program) =>
        int.Parse(program.Neuron(program.Population("n").Neuron!).Options["input_shift"],
            System.Globalization.CultureInfo.InvariantCulture);

    private static LinearNeuronModel Lif(double decay) => new()
    {
        Kind = "LIF",
        MembraneDecay = [decay],
        MembraneGain = [1.0],
        Spike = new SpikeRule { Threshold = [1.0] },
    };

    private static DiscreteNetwork TwoByTwo() => Network(new DenseMap([0.25, 0.5, 0.0031, 0.01]), Lif(0.9));

    private static DiscreteNetwork Network(LinearMap map, NeuronModel model) => new()
    {
        Name = "net",
        TimeStep = new Rational(1, 1000),
        Populations =
        [
            new DiscretePopulation { Name = "in", Shape = [2], Model = new InputModel() },
            new DiscretePopulation { Name = "n", Shape = [2], Model = model },
        ],
        Projections = [new DiscreteProjection { Name = "w", Source = "in", Target = "n", Map = map }],
        Outputs = ["n"],
    };
}
