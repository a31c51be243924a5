namespace Neuro.Ir.Templates;

/// <summary>What a spike does to the membrane of a <see cref="LinearNeuronTemplate"/>.</summary>
public enum LinearReset
{
    /// <summary>v ← 0.</summary>
    Zero,

    /// <summary>v ← v − threshold, times the number of spikes.</summary>
    Subtract,

    /// <summary>v ← the parameter v_reset.</summary>
    ToValue,
}
