namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>What chooses an element of a rule's parameter.</summary>
internal enum ParameterIndex
{
    /// <summary>Nothing: there is one.</summary>
    One,

    /// <summary>The number of the synapse.</summary>
    Synapse,

    /// <summary>Its source neuron.</summary>
    Source,

    /// <summary>Its target neuron.</summary>
    Target,
}
