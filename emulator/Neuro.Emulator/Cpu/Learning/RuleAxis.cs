namespace Neuro.Emulator.Cpu.Learning;

/// <summary>What a parameter of a rule differs by.</summary>
internal enum RuleAxis
{
    /// <summary>Nothing: one value for all synapses.</summary>
    One,

    /// <summary>The source neuron.</summary>
    Pre,

    /// <summary>The target neuron.</summary>
    Post,

    /// <summary>The synapse.</summary>
    Synapse,
}
