using Neuro.Compiler.Discrete;
using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Targets;

namespace Neuro.Compiler.Tests.Passes;

/// <summary>Small discrete networks and formats with every kind of population, map, gain
/// sign and width mixed at random.</summary>
internal sealed class RandomNetworks(int seed)
{
    private readonly Random _random = new(seed);

    public FixedPointFormat Format()
    {
        int stateBits = _random.Next(6, 29);
        return new FixedPointFormat
        {
            WeightBits = _random.Next(1, 17),
            Signs = Pick(SignRange.Symmetric, SignRange.Asymmetric),
            PerChannel = Chance(0.7),
            Scale = Pick(ScaleKind.Integer, ScaleKind.PowerOfTwo),
            Chooser = Pick(StepChooser.Max, StepChooser.MeanSquaredError, StepChooser.Percentile),
            StateBits = stateBits,
            DecayBits = _random.Next(4, 25),
            ThresholdBits = _random.Next(5, stateBits + 1),
            BiasBits = _random.Next(5, stateBits + 1),
            Rounding = Pick(Enum.GetValues<Rounding>()),
            InputMaximum = Pick(1, 1, 7, 255),
            InputMinimum = Pick(0, 0, -3),
        };
    }

    /// <summary>An input, a convolution, a pool, then dense layers with recurrence and one-to-one maps.</summary>
    public DiscreteNetwork Network()
    {
        Convolution convolution = new()
        {
            InputChannels = 2,
            InputHeight = 5,
            InputWidth = 4,
            OutputChannels = 4,
            OutputHeight = 3,
            OutputWidth = 2,
            KernelHeight = 3,
            KernelWidth = 2,
            StrideY = 2,
            StrideX = 2,
            PaddingTop = 1,
            Groups = Pick(1, 2),
        };
        Convolution pool = new()
        {
            InputChannels = 4,
            InputHeight = 3,
            InputWidth = 2,
            OutputChannels = 4,
            OutputHeight = 1,
            OutputWidth = 1,
            KernelHeight = 3,
            KernelWidth = 2,
            Groups = 4,
        };
        List<DiscretePopulation> populations =
        [
            new() { Name = "input", Shape = [2, 5, 4], Model = new InputModel() },
            new() { Name = "conv", Shape = [4, 3, 2], Model = Model(24) },
            new() { Name = "pool", Shape = [4, 1, 1], Model = Pick<NeuronModel>(new RelayModel([0.0]), Model(4)) },
            new() { Name = "hidden", Shape = [7], Model = Model(7) },
            new() { Name = "output", Shape = [3], Model = Model(3) },
        ];
        List<DiscreteProjection> projections =
        [
            new()
            {
                Name = "conv.w",
                Source = "input",
                Target = "conv",
                Map = new ConvolutionMap(convolution, Weights(convolution.WeightCount)),
            },
            new() { Name = "pool.w", Source = "conv", Target = "pool", Map = new ConvolutionMap(pool, [Pick(1.0, 0.1)]) },
            new()
            {
                Name = "hidden.w",
                Source = "pool",
                Target = "hidden",
                Map = new DenseMap(Weights(28)),
                Delay = [_random.Next(0, 3)],
            },
            new() { Name = "hidden.r", Source = "hidden", Target = "hidden", Map = new DenseMap(Weights(49)), Delay = [1] },
            new()
            {
                Name = "hidden.s",
                Source = "hidden",
                Target = "hidden",
                Map = new OneToOneMap(Weights(7)),
                Delay = [1, 2, 3, 4, 5, 1, 1],
            },
            new() { Name = "output.w", Source = "hidden", Target = "output", Map = new DenseMap(Weights(21)) },
            new() { Name = "output.b", Source = "output", Target = "hidden", Map = new DenseMap(Weights(21)), Delay = [2] },
        ];
        return new DiscreteNetwork
        {
            Name = "random",
            TimeStep = new Rational(1, 1000),
            Populations = [.. populations],
            Projections = [.. projections],
            Outputs = ["output"],
        };
    }

    private NeuronModel Model(int neurons)
    {
        if (Chance(0.1)) return new RelayModel(Values(neurons, -0.1, 0.1));
        if (Chance(0.1))
            return new ThresholdModel(
                Values(neurons, -0.1, 0.1), Values(neurons, 0, 1), Pick(Comparator.GreaterThan, Comparator.GreaterOrEqual));
        SpikeRule spike = new()
        {
            Threshold = Values(neurons, 0.1, 2),
            Comparator = Pick(Comparator.GreaterThan, Comparator.GreaterOrEqual),
            Reset = Pick(ResetMode.Zero, ResetMode.Subtract, ResetMode.ToValue),
            ResetValue = Values(neurons, -0.5, 0.05),
            Decision = Pick(SpikeDecision.AfterUpdate, SpikeDecision.BeforeUpdate),
            MultiSpike = Chance(0.3),
        };
        bool synapse = Chance(0.5);
        return new LinearNeuronModel
        {
            Kind = synapse ? "CubaLIF" : "LIF",
            Bias = Chance(0.5) ? [0.0] : Values(neurons, -0.1, 0.1),
            SynapseDecay = synapse ? Values(neurons, 0, 1) : null,
            SynapseGain = Values(neurons, 0.01, 2),
            MembraneDecay = Chance(0.3) ? [1.0] : Values(neurons, 0.5, 1),
            // Now and then a gain is negative, or none at all.
            MembraneGain = Chance(0.2) ? Values(neurons, -1, 1) : Chance(0.1) ? [0.0] : Values(neurons, 0.01, 2),
            Leak = Chance(0.5) ? [0.0] : Values(neurons, -0.01, 0.01),
            Spike = Chance(0.15) ? null : spike,
        };
    }

    private double[] Values(int neurons, double low, double high) =>
        [.. Enumerable.Range(0, Chance(0.5) ? 1 : neurons).Select(_ => low + ((high - low) * _random.NextDouble()))];

    private double[] Weights(int count)
    {
        double scale = Math.Pow(10, (3 * _random.NextDouble()) - 2);
        double present = Pick(1.0, 1.0, 0.5, 0.02, 0.0);
        return [.. Enumerable.Range(0, count).Select(_ => Chance(present) ? scale * ((2 * _random.NextDouble()) - 1) : 0)];
    }

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private T Pick<T>(params T[] options) => options[_random.Next(options.Length)];
}
