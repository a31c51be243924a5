using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Float;

/// <summary>Collects what populations do over any number of ticks and samples: ranges of their variables
/// per neuron, and sums of outputs.</summary>
public sealed class ActivityObserver : IFloatObserver
{
    private readonly Dictionary<string, PopulationRanges> _ranges;

    /// <summary>Watches every population of <paramref name="network"/>.</summary>
    public ActivityObserver(DiscreteNetwork network) =>
        _ranges = network.Populations.ToDictionary(p => p.Name, p => new PopulationRanges(p.Size));

    /// <summary>Ticks seen, over all samples.</summary>
    public long Ticks { get; private set; }

    /// <summary>What population <paramref name="name"/> did.</summary>
    public PopulationRanges this[string name] => _ranges[name];

    /// <inheritdoc/>
    public void AfterTick(FloatInterpreter network, int tick)
    {
        Ticks++;
        foreach ((string name, PopulationRanges ranges) in _ranges)
        {
            ranges.Output.Include(network.Output(name));
            ranges.Drive.Include(network.Drive(name));
            ranges.Membrane.Include(network.MembraneBeforeReset(name));
            ranges.Membrane.Include(network.Membrane(name));
            ranges.Current.Include(network.Current(name));
            foreach (int neuron in network.Active(name))
                ranges.OutputSum[neuron] += network.Output(name)[neuron];
        }
    }
}
