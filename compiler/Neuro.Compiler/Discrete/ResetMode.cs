namespace Neuro.Compiler.Discrete;

/// <summary>What a spike does to the membrane.</summary>
public enum ResetMode
{
    /// <summary>v ← 0.</summary>
    Zero,

    /// <summary>v ← v − threshold (times the number of spikes, for multi-spike neurons).</summary>
    Subtract,

    /// <summary>v ← the neuron's reset value.</summary>
    ToValue,
}
