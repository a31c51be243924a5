using System.Collections.Immutable;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Discrete;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Templates;
using Neuro.Runtime.Encoding;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Makes a spiking network of a conventional one. Every activation becomes a population, and the linear maps before it the
/// projections into it; a residual sum is several projections into one population, aligned in time.
/// </summary>
public static class ConvertAnn
{
    /// <summary>The conversion of <paramref name="graph"/>.</summary>
    /// <param name="graph">A network as the front-end read it.</param>
    /// <param name="options">How.</param>
    /// <param name="samples">Samples of the input, for levels and scales; null for none.</param>
    /// <param name="findings">Receives warnings.</param>
    /// <exception cref="DiagnosticException">A node has no equivalent, or data is needed and missing.</exception>
    public static ConvertedNetwork Run(
        AnnGraph graph, ConversionOptions options, IReadOnlyList<double[]>? samples, List<Diagnostic> findings)
    {
        AnnRanges? seen = null;
        AnnRanges Ranges() => seen ??= samples is { Count: > 0 }
            ? AnnRanges.Observe(graph, samples)
            : throw new DiagnosticException(DiagnosticCatalog.ConversionNeedsData.At(
                graph.Input.Origin, graph.Name, options.Method.ToString().ToLowerInvariant()));
        if (options.Method == ConversionMethod.Rate)
        {
            NetworkAssembly network = new(graph.Name, 0);
            RateConversion rate = new(graph, options, Ranges(), network, findings);
            return Walk(graph, network, options.Ticks, rate.Input, rate.Activation, rate.Quantise, rate.MaxPool,
                (bias, _) => rate.ReadOut(bias));
        }
        AnnGraph rounded = IntegerConversion.WithRoundings(graph, Ranges, options.ActivationBits);
        (int length, bool signed) = IntegerConversion.Window(rounded, options.Code);
        NetworkAssembly assembly = new(graph.Name, options.Code == SpikeCode.Graded ? 0 : length);
        IntegerConversion integer = new(rounded, options, assembly, signed);
        return Walk(rounded, assembly, null, integer.Input, (node, block, _) => IntegerConversion.Activation(node, block),
            integer.Quantise, integer.MaxPool, integer.ReadOut);
    }

    private static ConvertedNetwork Walk(
        AnnGraph graph, NetworkAssembly network, int? ticks,
        Func<AnnInput, (Signal Signal, Encoder Encoder, int Least, int Most)> input,
        Func<AnnActivation, Block, ImmutableArray<int>, Block> activation,
        Func<AnnQuantise, Block, ImmutableArray<int>, Block> quantise,
        Func<AnnMaxPool, Block, Block> maxPool,
        Func<double[], int, NeuronModel> readOut)
    {
        SignalAlgebra algebra = new(network);
        Dictionary<string, Signal> signals = [];
        (Signal first, Encoder encoder, int least, int most) = input(graph.Input);
        signals[graph.Input.Name] = first;
        foreach (AnnNode node in graph.Nodes.Skip(1))
        {
            ImmutableArray<Signal> read = [.. node.Inputs.Select(i => signals[i])];
            Signal x = read[0];
            ImmutableArray<int> Shape(Block block) => block.Size == node.Size && x.Order is null ? node.Shape : [block.Size];
            signals[node.Name] = node switch
            {
                AnnLinear n => algebra.Linear(n, x),
                AnnAdd => algebra.Sum(node, read),
                AnnConcat => SignalAlgebra.Concat(read),
                AnnPermute n => SignalAlgebra.Permute(x, n.Order),
                AnnActivation n => x.Select(b => activation(n, b, Shape(b))),
                AnnQuantise n => x.Select(b => quantise(n, b, Shape(b))),
                AnnMaxPool n => Pool(n, algebra, x, maxPool),
                AnnSoftmax n when n.Name == graph.Output => x,
                _ => throw PoolPorts.Refused(node, "it is a read-out, and its result goes on"),
            };
        }
        AnnNode last = graph.Find(graph.Output);
        Block result = algebra.Flat(signals[last.Name], last).Blocks[0];
        if (result.Pending is not null) throw PoolPorts.Refused(last, "the result is an activation that is not rounded");
        int depth = NetworkAssembly.DepthBehind(result.Terms);
        SignalSource output = network.Add(
            "output", last, last.Shape, readOut(Runs.PerNeuron(result.Bias, result.Size), depth), result.Terms, 0, 0);
        return new()
        {
            Network = network.Build(output.Name),
            Graph = graph,
            Encoder = encoder,
            Payloads = (least, most),
            Ticks = ticks ?? Math.Max(1, depth * network.Window),
            Layers = [.. network.Layers],
            WeightBits = ticks is null ? WeightBits(graph) : null,
        };
    }

    // Channels do not mix: joined values are pooled part by part.
    private static Signal Pool(AnnMaxPool node, SignalAlgebra algebra, Signal signal, Func<AnnMaxPool, Block, Block> maxPool)
    {
        Convolution g = node.Geometry;
        int area = g.InputHeight * g.InputWidth;
        if (signal.Order is not null || signal.Blocks.Any(b => b.Size % area != 0)) signal = algebra.Flat(signal, node);
        if (signal.Blocks.Length == 1) return signal.Select(b => maxPool(node, b));
        return signal.Select(block =>
        {
            int channels = block.Size / area;
            Convolution part = g with { InputChannels = channels, OutputChannels = channels, Groups = channels };
            return maxPool(node with { Geometry = part, Shape = [channels, g.OutputHeight, g.OutputWidth] }, block);
        });
    }

    /// <summary>Eight, or nine where a weight of the model is −128, which a symmetric grid of eight bits has not.</summary>
    private static int? WeightBits(AnnGraph graph)
    {
        double largest = 0;
        foreach (AnnLinear node in graph.Nodes.OfType<AnnLinear>())
        {
            if (node.Map.Steps is not { } steps) continue;
            double[] weights = node.Map is DenseMap dense ? dense.Weights : ((ConvolutionMap)node.Map).Weights;
            int run = Math.Max(1, weights.Length / steps.Length);
            for (int i = 0; i < weights.Length; i++) largest = Math.Max(largest, Math.Abs(weights[i] / steps[i / run]));
        }
        return largest == 0 ? null : Math.Clamp((int)Math.Ceiling(Math.Log2(Math.Round(largest) + 1)) + 1, 8, 16);
    }
}
