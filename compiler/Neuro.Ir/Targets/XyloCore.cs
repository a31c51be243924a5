namespace Neuro.Ir.Targets;

/// <summary>
/// What a Xylo has room for: input channels, hidden neurons with recurrent weights, output neurons without. Numbers are
/// those of rockpool's docs/devices/xylo-overview.ipynb.
/// </summary>
public sealed record XyloCore
{
    /// <summary>Input channels.</summary>
    public int InputChannels { get; init; } = 16;

    /// <summary>Most spikes of an input channel in a tick.</summary>
    public int InputSpikes { get; init; } = 15;

    /// <summary>Hidden neurons.</summary>
    public int HiddenNeurons { get; init; } = 1000;

    /// <summary>Output neurons.</summary>
    public int OutputNeurons { get; init; } = 8;

    /// <summary>Synaptic currents of a hidden neuron, each with a decay and weights of its own.</summary>
    public int SynapseStates { get; init; } = 2;

    /// <summary>Most spikes of a hidden neuron in a tick; an output neuron has 1.</summary>
    public int HiddenSpikes { get; init; } = 31;

    /// <summary>Most hidden neurons that one hidden neuron reaches.</summary>
    public int FanOut { get; init; } = 64;

    /// <summary>Recurrent weights of one synaptic current, over <see cref="HiddenNeurons"/>: their memory is shared.</summary>
    public int AverageFanOut { get; init; } = 32;

    /// <summary>Hidden neurons that input can reach.</summary>
    public int InputExpansion { get; init; } = 1000;

    /// <summary>Hidden neurons that can reach output neurons.</summary>
    public int OutputExpansion { get; init; } = 1000;

    /// <summary>Recurrent weights of one synaptic current that there is memory for.</summary>
    public long RecurrentWeights => (long)AverageFanOut * HiddenNeurons;
}
