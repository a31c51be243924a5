namespace Neuro.Compiler.Discrete;

/// <summary>
/// Every neuron of NIR, discretised: an optional first-order synapse, a first-order membrane, an optional threshold.
/// <code>
/// i ← synapseDecay · i + synapseGain · (x + bias)      (without a synapse: i = x + bias)
/// v ← membraneDecay · v + membraneGain · i + leak
/// </code>
/// With a <see cref="SpikeRule"/> the output is the spike (count), and v is then reset; without one the output is v.
/// I, IF: membraneDecay 1. LI, LIF: no synapse. CubaLI, CubaLIF: both. i starts at zero, v at <see cref="Initial"/>.
/// </summary>
public sealed record LinearNeuronModel : NeuronModel
{
    /// <summary>The NIR kind it came from ("LIF", "CubaLIF", …).</summary>
    public required string Kind { get; init; }

    /// <summary>Added to the input each tick, [1] or [neuron].</summary>
    public double[] Bias { get; init; } = [0.0];

    /// <summary>Per-tick decay of the synaptic current, [1] or [neuron]; null for none.</summary>
    public double[]? SynapseDecay { get; init; }

    /// <summary>Gain from input to synaptic current, [1] or [neuron].</summary>
    public double[] SynapseGain { get; init; } = [1.0];

    /// <summary>Per-tick decay of the membrane, [1] or [neuron].</summary>
    public required double[] MembraneDecay { get; init; }

    /// <summary>Gain from current to membrane, [1] or [neuron].</summary>
    public required double[] MembraneGain { get; init; }

    /// <summary>Added to the membrane each tick (v_leak's share), [1] or [neuron].</summary>
    public double[] Leak { get; init; } = [0.0];

    /// <summary>v before the first tick, [1] or [neuron].</summary>
    public double[] Initial { get; init; } = [0.0];

    /// <summary>How it spikes; null where the output is v itself.</summary>
    public SpikeRule? Spike { get; init; }
}
