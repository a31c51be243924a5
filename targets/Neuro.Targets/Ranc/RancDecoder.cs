using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Templates;

namespace Neuro.Targets.Ranc;

/// <summary>
/// The program of a memory image, which computes what the cores do. Its populations are the axons and neurons of all cores:
/// <code>
/// packets [cores, axons] → axons [cores, axons] → neurons [cores, neurons] → outputs
///                            ↑ 1 + tick                │
///                            └─────────────────────────┘
/// </code>
/// An axon is active or not, however many packets came: it emits 1 where anything arrived. A packet of tick t with tick field k
/// makes it active at t + 1 + k. Outputs carry the number of packets that leave for each at a tick.
/// </summary>
public static class RancDecoder
{
    /// <summary>The population of packets from outside, where the image does not tell what they mean.</summary>
    public const string Packets = "packets";

    /// <summary>The population of outputs, where the image does not tell what they mean.</summary>
    public const string Outputs = "outputs";

    private const string AxonName = "axon", NeuronName = "neuron", OutputName = "output";

    /// <summary>The program of <paramref name="image"/>; what it cannot mean goes to <paramref name="warnings"/>.</summary>
    public static SpikeProgram Decode(RancImage image, List<Diagnostic> warnings)
    {
        RancParameters p = image.Parameters;
        RancRoutes routes = RancRoutes.Of(image, warnings);
        ImmutableArray<RancExit> exits = image.Exits.IsEmpty ? [new(Outputs, [routes.OutputCount])] : image.Exits;
        HashSet<string> taken = [.. image.Entries.Select(e => e.Name), .. exits.Select(e => e.Name)];
        (string axons, string neurons) = (Unique("axons", taken), Unique("neurons", taken));
        ProgramParts parts = new();
        int cores = image.Cores.Count;
        List<Population> populations = [.. Entries(image).Select(e => new Population { Name = e.Name, Shape = e.Shape })];
        List<Projection> projections = [.. Entering(image, parts, axons)];
        populations.Add(new()
        {
            Name = axons,
            Shape = [cores, p.Axons],
            Neuron = AxonName,
            Phase = 1,
            Parameters = ImmutableSortedDictionary<string, IrValue>.Empty.Add("threshold", 0),
        });
        populations.Add(NeuronsOf(image, parts, neurons));
        projections.AddRange(Connect(parts, "synapses", axons, neurons, cores * p.Axons, routes.Synapses));
        projections.AddRange(Connect(parts, "routes", neurons, axons, cores * p.Neurons, routes.Inside));
        int first = 0;
        foreach (RancExit exit in exits)
        {
            Population output = new() { Name = exit.Name, Shape = exit.Shape, Neuron = OutputName, Phase = 3 };
            RancLink[] leaving =
            [
                .. routes.Leaving.Where(l => l.Target >= first && l.Target < first + output.Size)
                    .Select(l => l with { Target = l.Target - first }),
            ];
            projections.AddRange(Connect(parts, $"exit.{exit.Name}", neurons, exit.Name, cores * p.Neurons, leaving));
            populations.Add(output);
            first += output.Size;
        }
        return new()
        {
            Name = image.Name,
            TimeStep = image.TimeStep,
            Neurons =
            [
                new ThresholdTemplate().Expand(AxonName),
                NeuronTemplates.Find("ranc").Expand(NeuronName, ("potential_bits", $"{p.PotentialBits}")),
                new RelayTemplate().Expand(OutputName),
            ],
            Populations = [.. populations],
            Projections = [.. projections],
            Arrays = [.. parts.Arrays],
            Outputs = [.. exits.Select(e => e.Name)],
            Metadata = ImmutableSortedDictionary<string, string>.Empty
                .Add("ranc.grid", $"{p.GridX}x{p.GridY}")
                .Add("ranc.cores", string.Join(' ', image.Cores.Keys)),
        };
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        while (!taken.Add(name)) name += "_";
        return name;
    }

    private static IEnumerable<(string Name, ImmutableArray<int> Shape)> Entries(RancImage image) => image.Entries.IsEmpty
        ? [(Packets, [image.Cores.Count, image.Parameters.Axons])]
        : image.Entries.Select(e => (e.Name, e.Shape));

    /// <summary>A packet comes a tick after its event, and the ticks of its field later.</summary>
    private static IEnumerable<Projection> Entering(RancImage image, ProgramParts parts, string axons)
    {
        if (image.Entries.IsEmpty)
            return
            [
                new()
                {
                    Name = "entry",
                    Source = Packets,
                    Target = axons,
                    Port = "in",
                    Connectivity = new OneToOne(),
                    Weight = 1,
                    Delay = 1,
                },
            ];
        int[] places = [.. image.Cores.Keys];
        RancParameters p = image.Parameters;
        return image.Entries.SelectMany(e => Connect(parts, $"entry.{e.Name}", e.Name, axons, e.Packets.Length,
        [
            .. e.Packets.SelectMany((packets, i) => packets
                .Select(q => new RancLink(i, (Core(q) * p.Axons) + q.Axon, 1, 1 + q.Tick)).OrderBy(l => l.Target)),
        ]));

        int Core(RancPacket packet) => Array.BinarySearch(places, (packet.Dy * p.GridX) + packet.Dx);
    }

    private static Population NeuronsOf(RancImage image, ProgramParts parts, string name)
    {
        RancWord[] words = [.. image.Cores.Values.SelectMany(c => c.Neurons)];
        IrValue Of(string field, Converter<RancWord, int> value) =>
            parts.Value($"neurons.{field}", Array.ConvertAll(words, value));
        return new()
        {
            Name = name,
            Shape = [image.Cores.Count, image.Parameters.Neurons],
            Neuron = NeuronName,
            Phase = 2,
            Parameters = ImmutableSortedDictionary<string, IrValue>.Empty
                .Add("leak", Of("leak", w => w.Leak))
                .Add("threshold", Of("threshold", w => w.Threshold))
                .Add("threshold_low", Of("threshold_low", w => w.ThresholdLow))
                .Add("reset", Of("reset", w => w.Reset))
                .Add("linear", Of("linear", w => w.Mode)),
            Initial = ImmutableSortedDictionary<string, IrValue>.Empty
                .Add("v", Of("potential", w => w.Potential)),
        };
    }

    /// <summary>The projection of <paramref name="links"/>, which are in the order of their sources; none where there are none.
    /// </summary>
    private static IEnumerable<Projection> Connect(
        ProgramParts parts, string name, string source, string target, int sources, IReadOnlyList<RancLink> links) =>
        links.Count == 0 ? [] :
        [
            new()
            {
                Name = name,
                Source = source,
                Target = target,
                Port = "in",
                Connectivity = parts.Sparse(name, sources, [.. links.Select(l => (l.Source, l.Target))]),
                Weight = parts.Value($"{name}.weight", [.. links.Select(l => l.Weight)]),
                Delay = parts.Value($"{name}.delay", [.. links.Select(l => l.Delay)]),
            },
        ];
}
