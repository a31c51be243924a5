using System.Collections.Immutable;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Discrete;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Templates;
using Neuro.Runtime.Encoding;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Activations become whole numbers n = round(x / step), which a population works out at the end of a window of ticks and sends,
/// in a code, during the next: all at once as a payload (graded; a window is one tick), as n spikes (unary, ternary), or as its
/// bits (bitwise). The network of a sample takes as many windows as it has layers; shorter paths wait. Weights, sums and
/// roundings are those of the quantised network, so that what an int8 model computes comes out the same.
/// </summary>
internal sealed class IntegerConversion(AnnGraph graph, ConversionOptions options, NetworkAssembly network, bool signed)
{
    /// <summary>
    /// The graph with a rounding behind every activation, before every max pool and behind the input, where it has none; steps
    /// come from what calibration saw.
    /// </summary>
    public static AnnGraph WithRoundings(AnnGraph graph, Func<AnnRanges> ranges, int bits)
    {
        ILookup<string, AnnNode> readers = graph.Readers();
        HashSet<string> pooled = [.. graph.Nodes.OfType<AnnMaxPool>().Select(p => p.Inputs[0])];
        List<AnnNode> nodes = [];
        Dictionary<string, string> rounded = [];
        foreach (AnnNode node in graph.Nodes)
        {
            nodes.Add(node with { Inputs = [.. node.Inputs.Select(i => rounded.GetValueOrDefault(i, i))] });
            AnnNode[] mine = [.. readers[node.Name]];
            bool quantised = mine.Length > 0 && mine.All(r => r is AnnQuantise q && q.Scale == ((AnnQuantise)mine[0]).Scale
                && q.Minimum == ((AnnQuantise)mine[0]).Minimum && q.Maximum == ((AnnQuantise)mine[0]).Maximum);
            bool needs = node is AnnInput or AnnActivation || (pooled.Contains(node.Name) && !IsRounded(graph, node));
            if (!needs || quantised) continue;
            (double scale, int least, int most) = InputScale.Of(ranges(), node, (1 << bits) - 1);
            string name = $"{node.Name}.rounded";
            nodes.Add(new AnnQuantise
            {
                Name = name,
                Inputs = [node.Name],
                Shape = node.Shape,
                Origin = node.Origin,
                Scale = scale,
                Minimum = least,
                Maximum = most,
            });
            rounded[node.Name] = name;
        }
        string output = rounded.GetValueOrDefault(graph.Output, graph.Output);
        return AnnSimplifier.Run(graph with { Nodes = [.. nodes], Output = output });
    }

    /// <summary>Ticks of a window: as long as the largest number that any layer gives needs.</summary>
    /// <exception cref="DiagnosticException">No window of sensible length holds it.</exception>
    public static (int Length, bool Signed) Window(AnnGraph graph, SpikeCode code)
    {
        AnnQuantise[] roundings = [.. graph.Nodes.OfType<AnnQuantise>()];
        bool signed = roundings.Any(r => r.Minimum < 0);
        int largest = roundings.Select(r => Math.Max(-r.Minimum, r.Maximum)).DefaultIfEmpty(1).Max();
        int bits = 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)largest);
        if (code is SpikeCode.Unary or SpikeCode.Ternary && bits > 9)
            throw new DiagnosticException(DiagnosticCatalog.CodeTooLong.At(null, bits));
        int length = code switch
        {
            SpikeCode.Graded => 1,
            SpikeCode.Bitwise => bits + (signed ? 1 : 0),
            _ => largest,
        };
        return (length, signed);
    }

    public (Signal Signal, Encoder Encoder, int Least, int Most) Input(AnnInput node)
    {
        AnnQuantise rounding = (AnnQuantise)graph.Readers()[node.Name].First();
        Check(rounding, rounding.Minimum);
        (int least, int most) = new CodeWindow(options.Code, 1, 0, signed).Payloads(rounding.Minimum, rounding.Maximum);
        SignalSource source = network.AddInput(node, rounding.Minimum, rounding.Maximum);
        IntegerEncoder encoder = new()
        {
            Gain = 1 / rounding.Scale,
            Minimum = rounding.Minimum,
            Maximum = rounding.Maximum,
            Code = options.Code.ToString().ToLowerInvariant(),
            Window = Length,
        };
        Signal signal = new([new(node.Size, [new(source, [rounding.Scale], null, null, null)], [0.0])], null);
        return (signal, encoder, least, most);
    }

    /// <summary>The activation is worked out with the rounding that follows it.</summary>
    public static Block Activation(AnnActivation node, Block block) => block.Pending is null
        ? block with { Pending = node }
        : throw PoolPorts.Refused(node, "it follows another activation without a rounding between them");

    public Block Quantise(AnnQuantise node, Block block, ImmutableArray<int> shape)
    {
        (int least, int most) = (node.Minimum, node.Maximum);
        if (block.Plain is { Factor: [var factor] } plain && factor == node.Scale && plain.Source.Least >= least
            && plain.Source.Most <= most) return block;
        if (block.Pending is { } clip)
        {
            least = (int)Math.Max(least, Math.Round(clip.Minimum / node.Scale, MidpointRounding.ToEven));
            most = (int)Math.Min(most, Math.Round(clip.Maximum / node.Scale, MidpointRounding.ToEven));
        }
        Check(node, least);
        IntegerModel model = new()
        {
            Bias = Runs.PerNeuron(block.Bias, block.Size),
            Step = node.Scale,
            Minimum = least,
            Maximum = most,
            NegativeSlope = block.Pending is { NegativeSlope: > 0 and var slope } ? slope : 1,
            Window = Listening(NetworkAssembly.DepthBehind(block.Terms)),
        };
        string name = block.Pending?.Name ?? node.Name;
        SignalSource source = network.Add(name, node, shape, model, block.Terms, least, most);
        network.Layers.Add(new(source.Name, node.Name, [node.Scale], model.Window));
        return new(block.Size, [new(source, [node.Scale], null, null, null)], [0.0]);
    }

    public Block MaxPool(AnnMaxPool node, Block block)
    {
        if (block.Plain is not { } term || term.Source.Least == int.MinValue)
            throw PoolPorts.Refused(node, "what it reads is not rounded");
        SignalSource from = term.Source;
        ImmutableArray<Term> terms = PoolPorts.Of(node, from);
        MaximumModel model = new()
        {
            Ports = terms.Length,
            Minimum = from.Least,
            Maximum = from.Most,
            Window = Listening(NetworkAssembly.DepthBehind(terms)),
        };
        SignalSource source = network.Add(node.Name, node, node.Shape, model, terms, from.Least, from.Most, ports: true);
        network.Layers.Add(new(source.Name, node.Name, term.Factor, model.Window));
        return new(node.Size, [term with { Source = source }], [0.0]);
    }

    public NeuronModel ReadOut(double[] bias, int depth) =>
        new RelayModel(bias) { Window = options.Code == SpikeCode.Graded ? null : Listening(depth) };

    private int Length => Math.Max(1, network.Window);

    private CodeWindow Listening(int depth) => new(options.Code, Length, (depth - 1) * network.Window, signed);

    private void Check(AnnNode node, int least)
    {
        if (least < 0 && options.Code == SpikeCode.Unary)
            throw new DiagnosticException(DiagnosticCatalog.CodeUnsigned.At(node.Origin, node.Name, least));
    }

    private static bool IsRounded(AnnGraph graph, AnnNode node) => node switch
    {
        AnnQuantise => true,
        AnnPermute or AnnConcat or AnnMaxPool => node.Inputs.All(i => IsRounded(graph, graph.Find(i))),
        _ => false,
    };
}
