namespace Neuro.Ir.Targets;

/// <summary>What a target has room for; null where there is no limit.</summary>
public sealed record TargetLimits
{
    /// <summary>Neurons of one core; columns of one array.</summary>
    public int? NeuronsPerCore { get; init; }

    /// <summary>Cores (or arrays) of the whole target.</summary>
    public int? Cores { get; init; }

    /// <summary>Distinct sources that reach one core; rows of one array. A layer that needs more may be split.</summary>
    public int? RowsPerCore { get; init; }

    /// <summary>Synapses into one neuron.</summary>
    public int? FanIn { get; init; }

    /// <summary>Synapses out of one neuron.</summary>
    public int? FanOut { get; init; }

    /// <summary>Mean of the synapses out of a neuron, over the neurons of a population.</summary>
    public double? FanOutAverage { get; init; }

    /// <summary>Neurons of all inputs.</summary>
    public int? Inputs { get; init; }

    /// <summary>Neurons of all outputs.</summary>
    public int? Outputs { get; init; }

    /// <summary>Weight bits stored in one core.</summary>
    public long? SynapseMemoryBits { get; init; }

    /// <summary>Longest delay in ticks.</summary>
    public int? MaxDelay { get; init; }

    /// <summary>Shortest delay in ticks; projections of less wait so long.</summary>
    public int MinDelay { get; init; }

    /// <summary>How a core packs synapses; null where each takes its weight bits.</summary>
    public SynapseBlock? SynapseBlock { get; init; }

    /// <summary>Output axons of one core: pairs of a neuron on it and a core that the neuron reaches.</summary>
    public int? AxonsOutPerCore { get; init; }
}
