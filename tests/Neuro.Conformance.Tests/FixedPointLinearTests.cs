using System.Collections.Immutable;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Float;
using Neuro.Compiler.Passes;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests;

/// <summary>
/// Networks without spikes are linear, so every unit, gain and scale of the quantiser shows in their outputs: with wide weights
/// the fixed-point output in the model's units is the float one, up to small steps.
/// </summary>
public class FixedPointLinearTests
{
    private const int Ticks = 60;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Graded_values_through_convolution_pool_and_gains_follow_the_float_network(bool perChannel)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            DiscreteNetwork network = Network(new Random(seed));
            SpikeTrain train = Train(new Random(seed + 100));
            ActivityObserver activity = new(network);
            Outputs floats = new("out");
            _ = new FloatInterpreter(network).Run(train, null, activity, floats);
            FixedPointFormat format = new()
            {
                WeightBits = 16,
                StateBits = 28,
                ThresholdBits = 28,
                BiasBits = 28,
                DecayBits = 24,
                PerChannel = perChannel,
                InputMaximum = 3,
            };
            ImmutableDictionary<string, PopulationActivity> ranges = network.Populations.ToImmutableDictionary(
                p => p.Name, p => new PopulationActivity(
                    activity[p.Name].Membrane.Peak, activity[p.Name].Current.Peak, activity[p.Name].Output.Peak, 0));
            QuantisedNetwork quantised = Quantise.Run(network, format, ranges, []);
            double[] fixedPoint = Payloads(quantised.Program, train, quantised.PayloadUnits["out"]);
            double scale = floats.Values.Max(Math.Abs);
            for (int k = 0; k < fixedPoint.Length; k++)
                Assert.True(Math.Abs(fixedPoint[k] - floats.Values[k]) <= 0.03 * scale,
                    $"seed {seed}, tick {k / 3}, neuron {k % 3}: {fixedPoint[k]} in fixed point, {floats.Values[k]} in float");
        }
    }

    private static DiscreteNetwork Network(Random random)
    {
        Convolution convolution = new()
        {
            InputChannels = 2,
            InputHeight = 4,
            InputWidth = 4,
            OutputChannels = 3,
            OutputHeight = 4,
            OutputWidth = 4,
            KernelHeight = 3,
            KernelWidth = 3,
            PaddingTop = 1,
            PaddingLeft = 1,
        };
        Convolution pool = new()
        {
            InputChannels = 3,
            InputHeight = 4,
            InputWidth = 4,
            OutputChannels = 3,
            OutputHeight = 2,
            OutputWidth = 2,
            KernelHeight = 2,
            KernelWidth = 2,
            StrideY = 2,
            StrideX = 2,
            Groups = 3,
        };
        // Gains of either sign, some of them zero, that differ within the channels of the convolution.
        double[] gains = [.. Enumerable.Range(0, 48).Select(j => j % 7 == 0 ? 0 : Between(random, -1, 1))];
        return new DiscreteNetwork
        {
            Name = "linear",
            TimeStep = new Rational(1, 1000),
            Populations =
            [
                new DiscretePopulation { Name = "in", Shape = [2, 4, 4], Model = new InputModel() },
                new DiscretePopulation
                {
                    Name = "conv",
                    Shape = [3, 4, 4],
                    Model = Leaky(random, 48, synapse: false) with { MembraneGain = gains },
                },
                new DiscretePopulation { Name = "pool", Shape = [3, 2, 2], Model = new RelayModel([Between(random, -1, 1)]) },
                new DiscretePopulation { Name = "out", Shape = [3], Model = Leaky(random, 3, synapse: true) },
            ],
            Projections =
            [
                new DiscreteProjection
                {
                    Name = "c",
                    Source = "in",
                    Target = "conv",
                    Map = new ConvolutionMap(convolution, Many(random, 54, -1, 1)),
                },
                new DiscreteProjection
                {
                    Name = "p",
                    Source = "conv",
                    Target = "pool",
                    Map = new ConvolutionMap(pool, [0.25]),
                    Delay = [1],
                },
                new DiscreteProjection
                {
                    Name = "w",
                    Source = "pool",
                    Target = "out",
                    Map = new DenseMap(Many(random, 36, -3, 3)),
                },
                new DiscreteProjection
                {
                    Name = "r",
                    Source = "out",
                    Target = "out",
                    Map = new OneToOneMap(Many(random, 3, -0.05, 0.05)),
                    Delay = [1, 2, 3],
                },
            ],
            Outputs = ["out"],
        };
    }

    private static LinearNeuronModel Leaky(Random random, int neurons, bool synapse) => new()
    {
        Kind = synapse ? "CubaLI" : "LI",
        Bias = Many(random, neurons, -0.2, 0.2),
        SynapseDecay = synapse ? Many(random, neurons, 0.3, 0.8) : null,
        SynapseGain = synapse ? Many(random, neurons, -2, 2) : [1.0],
        MembraneDecay = Many(random, neurons, 0.5, 0.95),
        MembraneGain = Many(random, neurons, 0.1, 1),
        Leak = Many(random, neurons, -0.1, 0.1),
    };

    private static SpikeTrain Train(Random random)
    {
        int[] raster = new int[Ticks * 32];
        for (int i = 0; i < raster.Length; i++)
            if (random.Next(3) == 0) raster[i] = random.Next(1, 4);
        return SpikeTrain.FromDense(raster, Ticks, 32);
    }

    private static double[] Payloads(SpikeProgram program, SpikeTrain train, double unit)
    {
        Assert.Empty(ProgramVerifier.Verify(program));
        using ISession session = new ReferenceBackend().Open(program, new SessionOptions());
        Recording recording = new(program, new RecordingOptions { Spikes = ["out"] }, 1);
        session.Run(new InputBatch("in", [train]), Ticks, recording);
        return [.. recording.Spikes("out", 0).ToDense().Select(p => p * unit)];
    }

    private static double[] Many(Random random, int count, double low, double high) =>
        [.. Enumerable.Range(0, count).Select(_ => Between(random, low, high))];

    private static double Between(Random random, double low, double high) => low + ((high - low) * random.NextDouble());

    private sealed class Outputs(string population) : IFloatObserver
    {
        public List<double> Values { get; } = [];

        public void AfterTick(FloatInterpreter network, int tick) => Values.AddRange(network.Output(population));
    }
}
