using System.Collections.Immutable;
using System.Globalization;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;
using Neuro.Ir.Templates;

namespace Neuro.Targets.Risp;

/// <summary>
/// The program of a RISP network, with an input spike of 1 for each event of "inputs":
/// <code>
/// inputs → neurons → outputs
///           ↑____|
/// </code>
/// Numbers that are no integers are taken in the coarsest unit that holds them all, 10^-d or 2^-b, or else rounded to the finest
/// that 28-bit potentials allow.
/// </summary>
public static class RispDecoder
{
    /// <summary>The population of inputs.</summary>
    public const string Inputs = "inputs";

    /// <summary>The population of neurons, by ascending id.</summary>
    public const string Neurons = "neurons";

    /// <summary>The population of outputs.</summary>
    public const string Outputs = "outputs";

    /// <summary>The program's fact that says what an integer is worth in the network.</summary>
    public const string UnitFact = "risp.unit";

    /// <summary>Whether <paramref name="program"/> was read from a RISP network and <paramref name="target"/> is a RISP, whose
    /// numbers are of any width.</summary>
    public static bool IsNetwork(SpikeProgram program, TargetProfile target) =>
        program.Metadata.ContainsKey(UnitFact) && target.Arithmetic.Neurons == NeuronFamily.Risp;

    /// <summary>The program of <paramref name="network"/>.</summary>
    /// <exception cref="DiagnosticException">Its potentials do not fit, or it has no inputs, neurons or outputs.</exception>
    public static SpikeProgram Decode(RispNetwork network)
    {
        if (network.Inputs.IsEmpty || network.Outputs.IsEmpty)
            throw new DiagnosticException(DiagnosticCatalog.RispInvalid.At(
                network.Name, "it has no inputs, or no outputs", "mark input and output neurons (AI, AO in network_tool)"));
        RispParameters p = network.Parameters;
        RispUnit unit = RispUnit.Of(network);
        Dictionary<int, int> index = network.Nodes.Index().ToDictionary(n => n.Item.Id, n => n.Index);
        // More than the threshold is at least a unit more.
        int[] thresholds = [.. network.Nodes.Select(n => unit.Of(n.Threshold) + (p.ThresholdInclusive ? 0 : 1))];
        bool looks = thresholds.Any(t => t <= 0);
        ProgramParts parts = new();
        SynapseList entry = new(
            [.. network.Inputs.Select((id, i) => (i, index[id]))], [.. network.Inputs.Select(_ => unit.Of(p.InputWeight))], []);
        SynapseList edges = new(
            [.. network.Edges.Select(e => (index[e.From], index[e.To]))], [.. network.Edges.Select(e => unit.Of(e.Weight))],
            [.. network.Edges.Select(e => e.Delay)]);
        SynapseList exit = new([.. network.Outputs.Select((id, i) => (index[id], i)).Order()], [], []);
        (int inputs, int nodes) = (network.Inputs.Length, network.Nodes.Length);
        List<Projection> projections =
        [
            .. Connect(parts, "entry", Inputs, Neurons, inputs, entry, 0, looks),
            .. Connect(parts, "edges", Neurons, Neurons, nodes, edges, 1, looks),
            // Seen like RAVENS' they come a tick later.
            .. Connect(parts, "exit", Neurons, Outputs, nodes, exit, p.FireLikeRavens ? 1 : 0, false),
        ];
        MicroProgram neuron = NeuronTemplates.Find("risp").Expand(
            "neuron", ("state_bits", $"{unit.StateBits}"), ("looks", looks ? "arrivals" : "always"));
        return new()
        {
            Name = network.Name,
            TimeStep = new Rational(1, 1000),
            Neurons = [neuron, new RelayTemplate().Expand("output")],
            Populations =
            [
                new() { Name = Inputs, Shape = [inputs] },
                new()
                {
                    Name = Neurons,
                    Shape = [nodes],
                    Neuron = "neuron",
                    Phase = 1,
                    Parameters = ImmutableSortedDictionary<string, IrValue>.Empty
                        .Add("threshold", parts.Value("neurons.threshold", thresholds))
                        .Add("min_potential", unit.Of(p.MinPotential))
                        .Add("leak", parts.Value("neurons.leak", [.. network.Nodes.Select(n => n.Leaks ? 1 : 0)])),
                },
                new() { Name = Outputs, Shape = [network.Outputs.Length], Neuron = "output", Phase = 2 },
            ],
            Projections = [.. projections],
            Arrays = [.. parts.Arrays],
            Outputs = [Outputs],
            Metadata = ImmutableSortedDictionary<string, string>.Empty
                .Add(UnitFact, unit.Step.ToString(CultureInfo.InvariantCulture))
                .Add("risp.exact", unit.IsExact ? "yes" : "no"),
        };
    }

    /// <summary>Synapses in the order of their sources; no weights for ones, no delays for the same for all.</summary>
    private sealed record SynapseList((int Source, int Target)[] Pairs, int[] Weights, int[] Delays);

    /// <summary>The projection, and beside it one to port "arrivals" where neurons look for what arrives.</summary>
    private static IEnumerable<Projection> Connect(
        ProgramParts parts, string name, string source, string target, int sources, SynapseList synapses, int delay, bool looks)
    {
        if (synapses.Pairs.Length == 0) yield break;
        Projection projection = new()
        {
            Name = name,
            Source = source,
            Target = target,
            Port = "in",
            Connectivity = parts.Sparse(name, sources, synapses.Pairs),
            Weight = synapses.Weights.Length == 0 ? 1 : parts.Value($"{name}.weight", synapses.Weights),
            Delay = synapses.Delays.Length == 0 ? delay : parts.Value($"{name}.delay", synapses.Delays),
        };
        yield return projection;
        if (looks) yield return projection with { Name = $"{name}.arrivals", Port = "arrivals", Weight = 1 };
    }
}
