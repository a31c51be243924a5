using System.Globalization;
using System.Text;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Graph;
using Neuro.Ir;

namespace Neuro.Compiler;

/// <summary>The present form of a compilation as text, for dumps. Programs are in the IR's text
/// form, with long arrays left out.</summary>
internal static class CompilationText
{
    private const int LongestInlineArray = 64;

    public static string Print(Compilation compilation) => compilation switch
    {
        { Program: { } program } => ProgramText.Print(program, LongestInlineArray),
        { Network: { } network } => Print(network),
        _ => Print(compilation.Graph),
    };

    private static string Print(ModelGraph graph)
    {
        StringBuilder text = new();
        _ = text.AppendLine(CultureInfo.InvariantCulture, $"graph {graph.Name}");
        foreach (ModelNode node in graph.Nodes.OrderBy(n => n.Name, StringComparer.Ordinal))
            _ = text.AppendLine(CultureInfo.InvariantCulture, $"  {node.Name}: {node.Kind}");
        foreach (Edge edge in graph.Edges.OrderBy(e => e.Source, StringComparer.Ordinal)
            .ThenBy(e => e.Target, StringComparer.Ordinal))
            _ = text.AppendLine(CultureInfo.InvariantCulture, $"  {edge.Source} -> {edge.Target}");
        return text.ToString();
    }

    private static string Print(DiscreteNetwork network)
    {
        StringBuilder text = new();
        _ = text.AppendLine(CultureInfo.InvariantCulture, $"network {network.Name}, {network.TimeStep} s per tick");
        foreach (DiscretePopulation p in network.Populations)
            _ = text.AppendLine(CultureInfo.InvariantCulture, $"  {p.Name}[{string.Join(", ", p.Shape)}]: {Describe(p.Model)}");
        foreach (DiscreteProjection p in network.Projections)
        {
            string delay = Range([.. p.Delay.Select(d => (double)d)]);
            _ = text.AppendLine(
                CultureInfo.InvariantCulture, $"  {p.Name}: {p.Source} -> {p.Target}, {Describe(p.Map)}, delay {delay}");
        }
        _ = text.AppendLine(CultureInfo.InvariantCulture, $"  outputs {string.Join(", ", network.Outputs)}");
        return text.ToString();
    }

    private static string Describe(NeuronModel model) => model switch
    {
        InputModel => "input",
        RelayModel relay => $"relay, bias {Range(relay.Bias)}",
        ThresholdModel m => $"threshold {Range(m.Threshold)} {m.Comparator}, bias {Range(m.Bias)}",
        LinearNeuronModel m => $"{m.Kind}, bias {Range(m.Bias)}"
            + (m.SynapseDecay is { } decay ? $", synapse decay {Range(decay)} gain {Range(m.SynapseGain)}" : "")
            + $", membrane decay {Range(m.MembraneDecay)} gain {Range(m.MembraneGain)} leak {Range(m.Leak)}"
            + (m.Spike is { } s ? $", threshold {Range(s.Threshold)} {s.Comparator} {s.Decision}, reset {s.Reset}" : "")
            + (m.Spike is { MultiSpike: true } ? ", multi-spike" : ""),
        IntegerModel m => $"integer {m.Minimum}..{m.Maximum}, step {m.Step:G6}, bias {Range(m.Bias)}, {Describe(m.Window)}",
        MaximumModel m => $"maximum of {m.Ports}, {(m.Window is { } window ? Describe(window) : "counts")}",
        _ => model.GetType().Name,
    };

    private static string Describe(CodeWindow window) =>
        $"{window.Code.ToString().ToLowerInvariant()} in windows of {window.Length} from tick {window.Start} on";

    private static string Describe(LinearMap map) => map switch
    {
        DenseMap m => $"dense, weights {Range(m.Weights)}",
        OneToOneMap m => $"one-to-one, weights {Range(m.Weights)}",
        ConvolutionMap { Geometry: var g } m =>
            $"convolution {g.KernelHeight}x{g.KernelWidth}, groups {g.Groups}, weights {Range(m.Weights)}",
        GatherMap m => $"gather, weight {m.Weight:G6}",
        _ => map.GetType().Name,
    };

    /// <summary>A value, or the smallest and largest of several.</summary>
    private static string Range(double[] values) => values.Length switch
    {
        0 => "none",
        1 => values[0].ToString("G6", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{values.Min():G6}..{values.Max():G6}"),
    };
}
