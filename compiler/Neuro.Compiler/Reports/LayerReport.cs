using System.Collections.Immutable;

namespace Neuro.Compiler.Reports;

/// <summary>A population of neurons and what leads to it.</summary>
public sealed record LayerReport
{
    /// <summary>Name of the population.</summary>
    public required string Name { get; init; }

    /// <summary>Kind of its neurons: "lif", "relay", ….</summary>
    public required string Kind { get; init; }

    /// <summary>Model path it came from.</summary>
    public string? Origin { get; init; }

    /// <summary>Extents, outermost first.</summary>
    public required ImmutableArray<int> Shape { get; init; }

    /// <summary>Number of neurons.</summary>
    public long Neurons { get; init; }

    /// <summary>Number of synapses into them; a convolution's taps outside its source do not count.</summary>
    public long Synapses { get; init; }

    /// <summary>Largest number of synapses into one neuron.</summary>
    public int FanIn { get; init; }

    /// <summary>Bits of the weights into it; the widest, where projections differ; null without weights.</summary>
    public int? WeightBits { get; init; }

    /// <summary>The largest relative error of the weights into it; null without weights.</summary>
    public double? RelativeError { get; init; }

    /// <summary>Bits of its widest state; null for neurons without one.</summary>
    public int? StateBits { get; init; }

    /// <summary>Stored bits: weights and indices, parameters, states.</summary>
    public long MemoryBits { get; init; }

    /// <summary>Cores that hold some of it; null where it is not placed.</summary>
    public int? Cores { get; init; }

    /// <summary>Neurons over the neuron slots of its cores; null where it is not placed, or cores have no such limit.</summary>
    public double? Utilisation { get; init; }

    /// <summary>Spikes per neuron and tick on the calibration data, in float; null without data.</summary>
    public double? Rate { get; init; }

    /// <summary>What leads to it.</summary>
    public ImmutableArray<ProjectionReport> Projections { get; init; } = [];
}
