using Neuro.Compiler.Discrete;
using Neuro.Ir;

namespace Neuro.Conformance.Tests.Loihi;

/// <summary>Random float networks that Loihi's compartments can compute: chains with recurrence.</summary>
internal sealed class RandomChains(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>An input of 2 × 6 × 5, a convolution, dense layers of which one may be recurrent, now and then a read-out.
    /// </summary>
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
        List<DiscretePopulation> populations =
        [
            new() { Name = "in", Shape = [2, 6, 5], Model = new InputModel() },
            new() { Name = "conv", Shape = [4, 3, 3], Model = Neurons(36) },
            new() { Name = "hidden", Shape = [9], Model = Neurons(9) },
            new() { Name = "out", Shape = [4], Model = Chance(0.3) ? Neurons(4) with { Spike = null } : Neurons(4) },
        ];
        List<DiscreteProjection> projections =
        [
            new() { Name = "conv.w", Source = "in", Target = "conv", Map = new ConvolutionMap(map, Weights(map.WeightCount)) },
            new()
            {
                Name = "hidden.w",
                Source = "conv",
                Target = "hidden",
                Map = new DenseMap(Weights(36 * 9)),
                Delay = [_random.Next(0, 4)],
            },
            new() { Name = "out.w", Source = "hidden", Target = "out", Map = new DenseMap(Weights(36)) },
        ];
        if (Chance(0.5))
            projections.Add(new()
            {
                Name = "hidden.r",
                Source = "hidden",
                Target = "hidden",
                Map = new DenseMap(Weights(81)),
                // The .net format has one delay for a layer's own synapses and those into it.
                Delay = [Math.Max(projections[1].Delay[0], 1)],
            });
        return new()
        {
            Name = "chain",
            TimeStep = new Rational(1, 1000),
            Populations = [.. populations],
            Projections = [.. projections],
            Outputs = ["out"],
        };
    }

    private LinearNeuronModel Neurons(int count)
    {
        bool synapse = Chance(0.5);
        return new()
        {
            Kind = synapse ? "CubaLIF" : "LIF",
            Bias = synapse || Chance(0.5) ? [0.0] : Values(count, -0.05, 0.1),
            SynapseDecay = synapse ? Values(count, 0.3, 0.95) : null,
            SynapseGain = synapse ? Values(count, 0.1, 1) : [1.0],
            MembraneDecay = Chance(0.2) ? [1.0] : Values(count, 0.6, 0.99),
            MembraneGain = Values(count, 0.1, 1),
            Leak = Chance(0.5) ? [0.0] : Values(count, -0.01, 0.02),
            Spike = new()
            {
                Threshold = Values(count, 0.2, 1),
                Comparator = Chance(0.5) ? Comparator.GreaterThan : Comparator.GreaterOrEqual,
                Reset = ResetMode.Zero,
            },
        };
    }

    private double[] Values(int count, double low, double high) =>
        [.. Enumerable.Range(0, Chance(0.5) ? 1 : count).Select(_ => low + (high - low) * _random.NextDouble())];

    private double[] Weights(int count)
    {
        double center = Chance(0.2) ? 1 : 0.3;
        return [.. Enumerable.Range(0, count).Select(_ => 2 * _random.NextDouble() - 1 + center)];
    }

    private bool Chance(double probability) => _random.NextDouble() < probability;
}
