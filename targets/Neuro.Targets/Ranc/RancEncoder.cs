using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Targets.Ranc;

/// <summary>
/// Lays programs of RANC's neurons onto cores: synapses become sums over typed axons (<see cref="RancBasis"/>), neurons are
/// repeated for each axon they send to (<see cref="RancPacker"/>), cores are placed on a grid (<see cref="RancPlacer"/>). What
/// <see cref="RancDecoder"/> makes of the image has the program's outputs, at the same ticks.
/// </summary>
public static class RancEncoder
{
    private const int UnusedThreshold = 1;

    /// <summary>Lays out <paramref name="program"/>.</summary>
    /// <exception cref="DiagnosticException">It does not fit; every reason is in it.</exception>
    public static RancMapping Encode(SpikeProgram program, TargetProfile target)
    {
        RancParameters core = new()
        {
            Neurons = target.Limits.NeuronsPerCore ?? new RancParameters().Neurons,
            Axons = target.Limits.RowsPerCore ?? new RancParameters().Axons,
        };
        RancLegality legality = new(program, target, core);
        ImmutableArray<Diagnostic> violations = legality.Violations();
        if (!violations.IsEmpty) throw new DiagnosticException(violations);
        FlatNetwork network = new(program, program.Projections);
        violations = legality.Violations(network);
        if (!violations.IsEmpty) throw new DiagnosticException(violations);
        int mostCores = Math.Min(target.Limits.Cores ?? int.MaxValue, (core.MaxX / 2 * core.MaxY / 2) - 1);
        RancPacker packer = new(network, core, mostCores);
        packer.Pack(RancLegality.FromOutputs(program)!.Where(p => !p.IsInput));
        return packer.Overflows
            ? throw new DiagnosticException(DiagnosticCatalog.RancCoresTooFew.At(null, program.Name, target.Name, mostCores))
            : Lay(network, packer, core);
    }

    private static RancMapping Lay(FlatNetwork network, RancPacker packer, RancParameters core)
    {
        SpikeProgram program = network.Program;
        int nodes = packer.Cores.Count + 1, columns = (int)Math.Ceiling(Math.Sqrt(nodes));
        RancPlacer placer = new(
            nodes, columns,
            packer.Cores.SelectMany((c, i) => c.Neurons.Select(n => (i, Node(n.Destination)))).Where(r => r.i != r.Item2),
            Inputs().SelectMany(p => Enumerable.Range(network.First(p.Name), p.Size))
                .SelectMany(packer.Destinations).Select(d => d.Core));
        int[] places = placer.Run();
        RancParameters parameters = core with
        {
            GridX = columns,
            GridY = (nodes + columns - 1) / columns,
            OutputX = places[^1] % columns,
            OutputY = places[^1] / columns,
            Outputs = Math.Max(program.Outputs.Sum(o => program.Population(o).Size), 1),
        };
        RancImage image = new()
        {
            Parameters = parameters,
            Name = program.Name,
            TimeStep = program.TimeStep,
            Cores = packer.Cores.Index().ToImmutableSortedDictionary(
                c => places[c.Index], c => new CoreWriter(network, parameters, places, c.Index).Write(c.Item)),
            Entries = [.. Inputs().Select(p => new RancEntry(p.Name, p.Shape, [.. Enumerable.Range(0, p.Size).Select(i =>
                packer.Destinations(network.First(p.Name) + i).Select(Packet).ToImmutableArray())]))],
            Exits = [.. program.Outputs.Select(o => new RancExit(o, program.Population(o).Shape))],
        };
        int neurons = packer.Cores.Sum(c => c.Neurons.Count);
        int distinct = packer.Cores.SelectMany(c => c.Neurons).Select(n => n.Neuron).Distinct().Count();
        return new(image, neurons, neurons - distinct, packer.Cores.Sum(c => c.Axons.Count), placer.Hops);

        IEnumerable<Population> Inputs() => program.Populations.Where(p => p.IsInput);

        int Node(RancDestination destination) => destination.Core < 0 ? nodes - 1 : destination.Core;

        RancPacket Packet(RancDestination d) => new(places[d.Core] % columns, places[d.Core] / columns, d.Axon, d.Tick);
    }

    /// <summary>Writes one core's memories.</summary>
    private sealed class CoreWriter(FlatNetwork network, RancParameters parameters, int[] places, int number)
    {
        private readonly Dictionary<string, Dictionary<string, int[]>> _values = [];

        public RancCore Write(RancCoreBuilder core)
        {
            int[] types = new int[parameters.Axons];
            foreach (((_, _, int type), int axon) in core.Axons) types[axon] = type;
            RancWord[] words = new RancWord[parameters.Neurons];
            for (int n = 0; n < words.Length; n++)
                words[n] = n < core.Neurons.Count
                    ? Word(core, core.Neurons[n].Neuron, core.Neurons[n].Destination)
                    : new() { Axons = [], Weights = [.. new int[parameters.Weights]], Threshold = UnusedThreshold };
            return new([.. types], [.. words]);
        }

        private RancWord Word(RancCoreBuilder core, int neuron, RancDestination destination)
        {
            FlatSynapse[] synapses = network.Synapses(neuron);
            RancBasis basis = RancBasis.Find([.. synapses.Select(s => s.Weight)], parameters.Weights, parameters.WeightBits)!;
            SortedSet<int> axons = [];
            for (int s = 0; s < synapses.Length; s++)
                for (int type = 0; type < basis.Weights.Length; type++)
                    if ((basis.Codes[s] >> type & 1) != 0)
                        _ = axons.Add(core.Axons[(synapses[s].Source, synapses[s].Delay, type)]);
            Population population = network.Program.Populations.Last(p => network.First(p.Name) <= neuron);
            Dictionary<string, int[]> values = Values(population);
            int index = neuron - network.First(population.Name), place = places[number];
            int to = places[destination.Core < 0 ? ^1 : destination.Core];
            return new()
            {
                Axons = [.. axons],
                Weights = [.. basis.Weights, .. new int[parameters.Weights - basis.Weights.Length]],
                Potential = values["v"][index],
                Reset = values["reset"][index],
                Leak = values["leak"][index],
                Threshold = values["threshold"][index],
                ThresholdLow = values["threshold_low"][index],
                Mode = values["linear"][index],
                Dx = (to % parameters.GridX) - (place % parameters.GridX),
                Dy = (to / parameters.GridX) - (place / parameters.GridX),
                Axon = destination.Axon,
                Tick = destination.Tick,
            };
        }

        private Dictionary<string, int[]> Values(Population population)
        {
            if (_values.TryGetValue(population.Name, out Dictionary<string, int[]>? known)) return known;
            Dictionary<string, int[]> values = population.Parameters.ToDictionary(
                p => p.Key, p => network.Program.Values(p.Value, population.Size));
            values["v"] = network.Program.Values(population.Initial.GetValueOrDefault("v"), population.Size);
            return _values[population.Name] = values;
        }
    }
}
