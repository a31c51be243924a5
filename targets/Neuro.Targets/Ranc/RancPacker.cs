using Neuro.Ir;

namespace Neuro.Targets.Ranc;

/// <summary>
/// Packs neurons into cores, from the outputs to the inputs. A neuron sends to one axon only, so it is repeated for each axon
/// that listens to it: copies in one core share its axons and have the same spikes, which costs neither ticks nor exactness, as a
/// splitter would.
/// </summary>
internal sealed class RancPacker
{
    private readonly FlatNetwork _network;
    private readonly RancParameters _parameters;
    private readonly List<RancDestination>[] _destinations;
    private readonly int _mostCores;

    /// <param name="network">The network; its bases exist.</param>
    /// <param name="parameters">Size of a core.</param>
    /// <param name="mostCores">Cores after which packing stops.</param>
    public RancPacker(FlatNetwork network, RancParameters parameters, int mostCores)
    {
        (_network, _parameters, _mostCores) = (network, parameters, mostCores);
        _destinations = [.. Enumerable.Range(0, network.Count).Select(_ => new List<RancDestination>())];
    }

    /// <summary>The cores, those nearest to the outputs first.</summary>
    public List<RancCoreBuilder> Cores { get; } = [];

    /// <summary>Whether more cores would be needed than there may be.</summary>
    public bool Overflows { get; private set; }

    /// <summary>Where the packets of source <paramref name="member"/> go.</summary>
    public IReadOnlyList<RancDestination> Destinations(int member) => _destinations[member];

    /// <summary>Packs all populations, each behind those that it feeds.</summary>
    /// <param name="order">The populations that are no inputs, from the outputs.</param>
    public void Pack(IEnumerable<Population> order)
    {
        int output = 0;
        foreach (string name in _network.Program.Outputs)
            for (int i = 0; i < _network.Program.Population(name).Size; i++)
                _destinations[_network.First(name) + i].Add(new(-1, output++, 0));
        foreach (Population population in order)
            for (int i = 0; i < population.Size && !Overflows; i++) Add(_network.First(population.Name) + i);
    }

    private void Add(int neuron)
    {
        FlatSynapse[] synapses = _network.Synapses(neuron);
        RancBasis basis = RancBasis.Find([.. synapses.Select(s => s.Weight)], _parameters.Weights, _parameters.WeightBits)!;
        HashSet<(int, int, int)> axons = [];
        for (int s = 0; s < synapses.Length; s++)
            for (int type = 0; type < basis.Weights.Length; type++)
                if ((basis.Codes[s] >> type & 1) != 0) _ = axons.Add((synapses[s].Source, synapses[s].Delay, type));
        int core = -1;
        foreach (RancDestination destination in _destinations[neuron])
        {
            if (core < 0 || !Cores[core].Fits(axons)) core = Find(axons);
            if (core < 0) return;
            Cores[core].Neurons.Add((neuron, destination));
            foreach ((int Source, int Delay, int Type) key in axons)
                if (Cores[core].Listen(key) is (var axon, true))
                    _destinations[key.Source].Add(new(core, axon, key.Delay - 1));
        }
    }

    private int Find(HashSet<(int, int, int)> axons)
    {
        int core = Cores.FindIndex(c => c.Fits(axons));
        if (core >= 0) return core;
        if (Cores.Count == _mostCores)
        {
            Overflows = true;
            return -1;
        }
        Cores.Add(new(_parameters));
        return Cores.Count - 1;
    }
}
