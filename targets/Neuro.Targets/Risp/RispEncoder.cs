using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Risp;

/// <summary>
/// Makes RISP networks of programs whose neurons are of the templates "risp" or "if" (reset to zero). What
/// <see cref="RispDecoder"/> makes of them has the program's outputs; projections without delay take a tick. Inputs that reach a
/// neuron each, without delay and with one weight, are RISP's inputs; others get a neuron that repeats them.
/// </summary>
public static class RispEncoder
{
    /// <summary>The network of <paramref name="program"/>; what is different on RISP goes to
    /// <paramref name="warnings"/>.</summary>
    /// <exception cref="DiagnosticException">RISP cannot hold it; every reason is in it.</exception>
    public static RispNetwork Encode(SpikeProgram program, List<Diagnostic> warnings)
    {
        RispShape shape = RispShape.Of(program);
        // Where neurons look for arrivals, synapses of weight 0 count.
        FlatNetwork flat = new(program, shape.Projections, withZeros: shape.Neurons.Any(n => n.Threshold.Any(t => t <= 0)));
        Dictionary<int, int> ids = [];
        List<RispNode> nodes = [];
        List<RispEdge> edges = [];
        (Dictionary<int, int> Entered, int Weight)? direct = shape.Direct(flat);
        // Neurons of inputs come first, as ids do.
        foreach (Population input in program.Populations.Where(p => p.IsInput && direct is null))
            for (int i = 0; i < input.Size; i++) Add(flat.First(input.Name) + i, new(nodes.Count, 1, false));
        foreach (RispNeurons neurons in shape.Neurons)
            for (int i = 0; i < neurons.Population.Size; i++)
                Add(flat.First(neurons.Population.Name) + i, new(nodes.Count, neurons.Threshold[i], neurons.Leaks[i]));
        foreach (RispNeurons neurons in shape.Neurons)
            for (int i = 0; i < neurons.Population.Size; i++)
            {
                int member = flat.First(neurons.Population.Name) + i;
                foreach (FlatSynapse synapse in flat.Synapses(member).Where(s => ids.ContainsKey(s.Source)))
                    edges.Add(new(
                        ids[synapse.Source], ids[member], synapse.Weight << neurons.Shift, Math.Max(synapse.Delay, 1)));
            }
        CheckPairs(edges);
        int late = shape.Projections.Count(p => program.Values(p.Delay, 1).Min() < 1
            && ids.ContainsKey(flat.First(p.Source)));
        if (late > 0) warnings.Add(DiagnosticCatalog.RispDelayed.At(null, late));
        return new()
        {
            Name = program.Name,
            Parameters = Parameters(shape, nodes, edges, direct?.Weight ?? 1),
            Nodes = [.. nodes],
            Edges = [.. edges.OrderBy(e => (e.From, e.To))],
            Inputs = [.. program.Populations.Where(p => p.IsInput).SelectMany(p => Members(flat, p)).Select(
                m => ids[direct is { } inputs ? inputs.Entered[m] : m])],
            Outputs = [.. shape.Outputs(flat).Select(m => ids[m])],
        };

        void Add(int member, RispNode node)
        {
            ids[member] = node.Id;
            nodes.Add(node);
        }
    }

    private static IEnumerable<int> Members(FlatNetwork flat, Population population) =>
        Enumerable.Range(flat.First(population.Name), population.Size);

    private static void CheckPairs(List<RispEdge> edges)
    {
        int twice = edges.Count - edges.DistinctBy(e => (e.From, e.To)).Count();
        if (twice > 0)
            throw new DiagnosticException(DiagnosticCatalog.RispCannot.At(
                null, $"{twice} pairs of neurons have synapses of several delays",
                "RISP has one edge for each pair: keep one delay"));
    }

    private static RispParameters Parameters(RispShape shape, List<RispNode> nodes, List<RispEdge> edges, int input) => new()
    {
        MinWeight = edges.Select(e => e.Weight).Append(0).Min(),
        MaxWeight = edges.Select(e => e.Weight).Append(input).Max(),
        MinThreshold = nodes.Min(n => n.Threshold),
        MaxThreshold = nodes.Max(n => n.Threshold),
        MinPotential = shape.MinPotential,
        MaxDelay = edges.Select(e => e.Delay).Append(1).Max(),
        Leak = nodes.TrueForAll(n => n.Leaks) ? RispLeak.All
            : nodes.TrueForAll(n => !n.Leaks) ? RispLeak.None : RispLeak.Configurable,
        FireLikeRavens = shape.Ravens,
        SpikeValueFactor = input,
    };
}
