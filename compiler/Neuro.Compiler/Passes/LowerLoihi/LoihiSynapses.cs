using System.Collections.Immutable;
using Neuro.Compiler.Chips;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Loihi;
using Neuro.Ir;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Puts projections into a program of Loihi's neurons: weights round(w · k), halves to even, to as many bits as asked for, times
/// a power of two. Maps of few neurons become matrices, as the chip and .net files have them.
/// </summary>
internal sealed class LoihiSynapses(IntegerProgramBuilder builder, DiscreteNetwork network, int weightBits, int minDelay)
{
    // Larger ones stay as they are.
    private const int LargestPairs = 1024;

    /// <summary>Projections whose delay was raised to the target's least.</summary>
    public int Raised { get; private set; }

    /// <summary>The largest weight of signed codes of that many bits, in steps of 2 for 8 bits.</summary>
    public static double LargestWeight(int bits) => 2 * (Math.ScaleB(1, Math.Clamp(bits, 2, LoihiWeights.Bits) - 1) - 1)
        * Math.ScaleB(1, LoihiWeights.Bits - Math.Clamp(bits, 2, LoihiWeights.Bits));

    /// <summary>The weights of <paramref name="map"/>, each once.</summary>
    public static IEnumerable<double> Weights(LinearMap map) => map switch
    {
        DenseMap dense => dense.Weights,
        ConvolutionMap convolution => convolution.Weights,
        OneToOneMap pairs => pairs.Weights,
        GatherMap gather => [gather.Weight],
        _ => throw new ArgumentException($"{map.GetType().Name} has no weights", nameof(map)),
    };

    /// <summary>Adds the sums of positive and of negative weights into each neuron, times <paramref name="payload"/>.</summary>
    public static void AddSums(LinearMap map, double payload, double[] up, double[] down)
    {
        for (int j = 0; j < up.Length; j++)
        {
            (int start, int count, int repeat, double[] weights) = map switch
            {
                DenseMap dense => (j * (dense.Weights.Length / up.Length), dense.Weights.Length / up.Length, 1, dense.Weights),
                ConvolutionMap { Weights.Length: 1 } c => (0, 1, c.Geometry.WeightCount / c.Geometry.OutputChannels, c.Weights),
                ConvolutionMap c => Channel(c, j),
                OneToOneMap pairs => (pairs.Weights.Length == 1 ? 0 : j, 1, 1, pairs.Weights),
                GatherMap gather => (0, gather.Sources[j] < 0 ? 0 : 1, 1, [gather.Weight]),
                _ => (0, 0, 0, []),
            };
            for (int i = start; i < start + count; i++)
            {
                up[j] += Math.Max(weights[i], 0) * repeat * payload;
                down[j] += Math.Max(-weights[i], 0) * repeat * payload;
            }
        }
    }

    /// <summary>Adds <paramref name="projection"/> with <paramref name="factor"/> weight units to the model's 1.</summary>
    public ProjectionQuality Add(DiscreteProjection projection, double factor)
    {
        int sources = network.Population(projection.Source).Size, targets = network.Population(projection.Target).Size;
        (Connectivity connectivity, ImmutableArray<int> shape, double[] weights) = Lay(projection.Map, sources, targets);
        int[] delays = Delays(projection, connectivity, sources, targets);
        (int[] units, ProjectionQuality quality) = Quantised(projection.Name, weights, factor);
        builder.Connect(
            projection.Name, projection.Source, projection.Target, "in", connectivity, shape, units, delays, projection.Origin);
        return quality;
    }

    private (int[] Units, ProjectionQuality Quality) Quantised(string name, double[] weights, double factor)
    {
        int bits = Math.Clamp(weightBits, 1, LoihiWeights.Bits);
        bool mixed = weights.Any(w => w > 0) && weights.Any(w => w < 0);
        int limit = (1 << (mixed ? bits - 1 : bits)) - 1;
        double largest = weights.Max(Math.Abs) * factor;
        // The least step, a power of two, at which the largest weight fits the codes.
        int step = 1;
        while (Math.Round(largest / step) > Math.Max(limit, 1)) step *= 2;
        int[] codes = Array.ConvertAll(weights, w => (int)Math.Round(w * factor / step));
        return (Array.ConvertAll(codes, c => c * step), ProjectionQuality.Of(name, weights, codes, bits, step / factor));
    }

    private int[] Delays(DiscreteProjection projection, Connectivity connectivity, int sources, int targets)
    {
        if (projection.Delay.Any(d => d < minDelay)) Raised++;
        int[] delays = Array.ConvertAll(projection.Delay, d => Math.Max(d, minDelay));
        // One per neuron of one-to-one synapses: of a matrix, one per row.
        return delays.Length == 1 || connectivity is not Dense
            ? delays
            : [.. Enumerable.Range(0, sources * targets).Select(s => delays[s / targets])];
    }

    private static (Connectivity, ImmutableArray<int>, double[]) Lay(LinearMap map, int sources, int targets)
    {
        switch (map)
        {
            case DenseMap dense:
                return (new Dense(), [sources, targets], Matrix(sources, targets, (i, j) => dense.Weights[j * sources + i]));
            case ConvolutionMap { Geometry: var g } convolution:
                return (g, [g.OutputChannels, g.InputChannels / g.Groups, g.KernelHeight, g.KernelWidth],
                    Repeated(convolution.Weights, g.WeightCount));
            case GatherMap gather:
                return (new Dense(), [sources, targets],
                    Matrix(sources, targets, (i, j) => gather.Sources[j] == i ? gather.Weight : 0));
            default:
                double[] pairs = Repeated(((OneToOneMap)map).Weights, targets);
                return targets > LargestPairs
                    ? (new OneToOne(), [targets], pairs)
                    : (new Dense(), [targets, targets], Matrix(targets, targets, (i, j) => i == j ? pairs[i] : 0));
        }
    }

    private static double[] Repeated(double[] weights, int count) =>
        weights.Length == count ? weights : [.. Enumerable.Repeat(weights[0], count)];

    private static double[] Matrix(int sources, int targets, Func<int, int, double> weight)
    {
        double[] matrix = new double[sources * targets];
        for (int i = 0; i < sources; i++)
            for (int j = 0; j < targets; j++) matrix[i * targets + j] = weight(i, j);
        return matrix;
    }

    private static (int Start, int Count, int Repeat, double[] Weights) Channel(ConvolutionMap map, int neuron)
    {
        Convolution g = map.Geometry;
        int count = g.WeightCount / g.OutputChannels;
        return (neuron / (g.OutputHeight * g.OutputWidth) * count, count, 1, map.Weights);
    }
}
