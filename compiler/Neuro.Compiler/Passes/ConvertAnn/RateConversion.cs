using System.Collections.Immutable;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Discrete;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Encoding;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Activations become firing rates (Diehl et al., IJCNN 2015; Rueckauer et al., Front. Neurosci. 11:682, 2017). With λ the
/// level of a layer's activations on the calibration data, a neuron is
/// <code>
/// v ← v + Σ w·λ_source·s + b;   s = v ≥ λ;   v ← v − λ·s;   v(0) = λ / 2
/// </code>
/// so that after T ticks λ · spikes / T is the activation, clipped to λ, to within λ / T of a constant drive. The input is a
/// constant current, the same payload in every tick. A max pool passes the running maximum of the counts on; a leaky activation
/// is two populations, one of them for the negative side; the result is the sum of the last layer's input.
/// </summary>
internal sealed class RateConversion(
    AnnGraph graph, ConversionOptions options, AnnRanges ranges, NetworkAssembly network, List<Diagnostic> findings)
{
    private const int InputLevels = 255;

    /// <summary>The input as a population, and how values become its events.</summary>
    public (Signal Signal, Encoder Encoder, int Least, int Most) Input(AnnInput node)
    {
        AnnNode[] readers = [.. graph.Readers()[node.Name]];
        (double scale, int least, int most) = readers.All(r => r is AnnQuantise) && readers[0] is AnnQuantise first
            ? (first.Scale, first.Minimum, first.Maximum)
            : InputScale.Of(ranges, node, InputLevels);
        SignalSource source = network.AddInput(node, least, most);
        ConstantEncoder encoder = new() { Gain = 1 / scale, Minimum = least, Maximum = most };
        return (new([new(node.Size, [new(source, [scale], null, null, null)], [0.0])], null), encoder, least, most);
    }

    public Block Activation(AnnActivation node, Block block, ImmutableArray<int> shape)
    {
        if (node.NegativeSlope > 0) return Leaky(node, block, shape);
        // clip(x, a, b) = a + clip(x − a, 0, b − a).
        double floor = double.IsNegativeInfinity(node.Minimum) ? 0 : node.Minimum;
        if (double.IsNegativeInfinity(node.Minimum))
            throw PoolPorts.Refused(node, "it has no lower bound, and rates are not negative");
        double[] levels = [.. ranges.Levels(node.Name, options.Percentile, options.PerChannel)
            .Select(l => Math.Min(l - floor, node.Maximum - floor))];
        Block spikes = Spiking(node, node.Name, block, shape, levels, 1, floor);
        return spikes with { Bias = [floor] };
    }

    /// <summary>A rounding of positive numbers is an activation; other roundings rates do not need.</summary>
    public Block Quantise(AnnQuantise node, Block block, ImmutableArray<int> shape)
    {
        if (node.Minimum < 0 || block.Plain is { Source.Least: >= 0 }) return block;
        double[] levels = [.. ranges.Levels(node.Name, options.Percentile, options.PerChannel)
            .Select(l => Math.Min(l, node.Maximum * node.Scale))];
        return Spiking(node, node.Name, block, shape, levels, 1, 0);
    }

    public Block MaxPool(AnnMaxPool node, Block block)
    {
        if (block.Plain is not { } term || term.Factor.Any(f => f <= 0))
            throw PoolPorts.Refused(node, "it does not follow an activation, so that what it reads are no spikes");
        SignalSource source = term.Source;
        MaximumModel model = new()
        {
            Ports = node.Geometry.KernelHeight * node.Geometry.KernelWidth,
            Minimum = source.Least,
            Maximum = source.Most,
        };
        SignalSource pooled = network.Add(
            node.Name, node, node.Shape, model, PoolPorts.Of(node, source), source.Least, source.Most, ports: true);
        network.Layers.Add(new(pooled.Name, node.Name, term.Factor, null));
        return new(node.Size, [term with { Source = pooled }], [0.0]);
    }

    public NeuronModel ReadOut(double[] bias) => new RelayModel(bias);

    // αx for x < 0 is −α·relu(−x).
    private Block Leaky(AnnActivation node, Block block, ImmutableArray<int> shape)
    {
        double slope = node.NegativeSlope;
        double[] below = ranges.Levels(node.Name, options.Percentile, options.PerChannel, sign: -1);
        Block positive = Spiking(
            node, node.Name, block, shape, ranges.Levels(node.Name, options.Percentile, options.PerChannel), 1, 0);
        Block negative = Spiking(
            node, $"{node.Name}.below", block, shape, [.. below.Select(l => l / slope)], -1, 0);
        Term under = negative.Terms[0];
        return positive with
        {
            Terms = [positive.Terms[0], under with { Factor = Array.ConvertAll(under.Factor, f => -slope * f) }],
        };
    }

    private Block Spiking(
        AnnNode node, string name, Block block, ImmutableArray<int> shape, double[] levels, int sign, double floor)
    {
        if (levels.All(l => !(l > 0)) && sign > 0)
            findings.Add(DiagnosticCatalog.LayerDead.At(node.Origin, node.Name));
        levels = Array.ConvertAll(levels, l => l > 0 ? l : 1);
        double[] threshold = Runs.PerNeuron(levels, block.Size);
        LinearNeuronModel model = new()
        {
            Kind = "IF",
            Bias = Runs.PerNeuron(Array.ConvertAll(block.Bias, b => sign * (b - floor)), block.Size),
            MembraneDecay = [1.0],
            MembraneGain = [1.0],
            Initial = Array.ConvertAll(threshold, t => t / 2),
            Spike = new() { Threshold = threshold, Comparator = Comparator.GreaterOrEqual, Reset = ResetMode.Subtract },
        };
        ImmutableArray<Term> terms = sign > 0 ? block.Terms : [.. block.Terms.Select(Negated)];
        SignalSource source = network.Add(name, node, shape, model, terms, 0, 1);
        if (sign > 0 && floor == 0 && node is not AnnActivation { NegativeSlope: > 0 })
            network.Layers.Add(new(source.Name, node.Name, levels, null));
        return new(block.Size, [new(source, levels, null, null, null)], [0.0]);
    }

    private static Term Negated(Term term) => term with
    {
        Factor = Array.ConvertAll(term.Factor, f => -f),
        Map = term.Map switch
        {
            DenseMap m => new DenseMap(Array.ConvertAll(m.Weights, w => -w)) { Steps = m.Steps },
            ConvolutionMap m => new ConvolutionMap(m.Geometry, Array.ConvertAll(m.Weights, w => -w)) { Steps = m.Steps },
            GatherMap m => m with { Weight = -m.Weight },
            _ => null,
        },
        Name = term.Name is null ? null : $"{term.Name}.below",
    };
}
