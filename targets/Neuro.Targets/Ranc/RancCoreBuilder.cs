namespace Neuro.Targets.Ranc;

/// <summary>A core as it fills.</summary>
/// <param name="parameters">Its size.</param>
internal sealed class RancCoreBuilder(RancParameters parameters)
{
    private readonly Dictionary<(int Source, int Delay, int Type), int> _axons = [];

    /// <summary>The copies of neurons that it holds.</summary>
    public List<(int Neuron, RancDestination Destination)> Neurons { get; } = [];

    /// <summary>The axons that it uses, each with its number.</summary>
    public IReadOnlyDictionary<(int Source, int Delay, int Type), int> Axons => _axons;

    /// <summary>Whether no more neurons fit.</summary>
    public bool Full => Neurons.Count == parameters.Neurons;

    /// <summary>Whether another neuron that listens to <paramref name="axons"/> fits.</summary>
    public bool Fits(IReadOnlyCollection<(int, int, int)> axons)
    {
        if (Full) return false;
        int room = parameters.Axons - _axons.Count;
        if (axons.Count <= room) return true;
        int missing = 0;
        foreach ((int, int, int) axon in axons)
            if (!_axons.ContainsKey(axon) && ++missing > room) return false;
        return true;
    }

    /// <summary>The number of the axon, and whether it is new.</summary>
    public (int Axon, bool IsNew) Listen((int Source, int Delay, int Type) key)
    {
        if (_axons.TryGetValue(key, out int axon)) return (axon, false);
        _axons[key] = _axons.Count;
        return (_axons.Count - 1, true);
    }
}
