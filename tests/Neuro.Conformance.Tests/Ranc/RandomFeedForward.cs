using Neuro.Compiler.Discrete;
using Neuro.Ir;

namespace Neuro.Conformance.Tests.Ranc;

/// <summary>Random float networks that RANC's neurons can compute: feed-forward, with branches, without decay.</summary>
internal sealed class RandomFeedForward(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>An input of 2 × 6 × 5, a convolution, two dense layers that read it, and an output that reads both.</summary>
    public DiscreteNetwork Network()
    {
        Convolution map = new()
        {
            InputChannels = 2,
            InputHeight = 6,
            InputWidth = 5,
            OutputChannels = 4,
            OutputHeight = 3,
            OutputWidth = 3,
            KernelHeight = 3,
            KernelWidth = 3,
            StrideY = 2,
            StrideX = 2,
            PaddingTop = 1,
            PaddingLeft = 1,
            Groups = Chance(0.5) ? 2 : 1,
        };
        return new()
        {
            Name = $"net{seed}",
            TimeStep = new Rational(1, 1000),
            Populations =
            [
                new() { Name = "in", Shape = [2, 6, 5], Model = new InputModel() },
                new() { Name = "conv", Shape = [4, 3, 3], Model = Neurons(36) },
                new() { Name = "left", Shape = [9], Model = Neurons(9) },
                new()
                {
                    Name = "right",
                    Shape = [7],
                    Model = Chance(0.3) ? new ThresholdModel([0], Values(7, 0.5, 1), Comparator.GreaterOrEqual) : Neurons(7),
                },
                new() { Name = "out", Shape = [4], Model = Neurons(4) },
            ],
            Projections =
            [
                Projection("conv.w", "in", "conv", new ConvolutionMap(map, Weights(map.WeightCount, mixed: true))),
                Projection("left.w", "conv", "left", new DenseMap(Weights(36 * 9, mixed: true)), _random.Next(0, 4)),
                Projection("right.w", "conv", "right", new DenseMap(Weights(36 * 7, Chance(0.5)))),
                Projection("out.l", "left", "out", new DenseMap(Weights(36, mixed: true))),
                Projection("out.r", "right", "out", new DenseMap(Weights(28, mixed: true)), _random.Next(0, 16)),
            ],
            // A population that is recorded and feeds others leaves the chip by copies of its own.
            Outputs = ["left", "out"],
        };
    }

    private static DiscreteProjection Projection(string name, string source, string target, LinearMap map, int delay = 0) =>
        new() { Name = name, Source = source, Target = target, Map = map, Delay = [delay] };

    private LinearNeuronModel Neurons(int count) => new()
    {
        Kind = "IF",
        Bias = Chance(0.5) ? [0.0] : Values(count, -0.05, 0.1),
        MembraneDecay = [1.0],
        MembraneGain = Values(count, 0.1, 1),
        Initial = Chance(0.5) ? [0.0] : Values(count, 0, 0.4),
        Spike = new()
        {
            Threshold = Values(count, 0.4, 1),
            Comparator = Chance(0.5) ? Comparator.GreaterThan : Comparator.GreaterOrEqual,
            Reset = Chance(0.5) ? ResetMode.Zero : ResetMode.Subtract,
        },
    };

    private double[] Values(int count, double low, double high) =>
        [.. Enumerable.Range(0, Chance(0.5) ? 1 : count).Select(_ => low + ((high - low) * _random.NextDouble()))];

    private double[] Weights(int count, bool mixed) =>
        [.. Enumerable.Range(0, count).Select(_ => _random.NextDouble() - (mixed ? 0.4 : 0))];

    private bool Chance(double probability) => _random.NextDouble() < probability;
}
