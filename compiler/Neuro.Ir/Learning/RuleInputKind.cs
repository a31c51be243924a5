namespace Neuro.Ir.Learning;

/// <summary>What a parameter of a rule reads, at a synapse from source neuron i to target neuron j.</summary>
public enum RuleInputKind
{
    /// <summary>A number for all synapses, or an array's element for this one.</summary>
    Constant,
    /// <summary>A state of source neuron i, as it stands after this tick's step.</summary>
    PreState,
    /// <summary>A state of target neuron j, as it stands after this tick's step.</summary>
    PostState,
    /// <summary>The payload of the source's event that arrives in this tick (emitted delay ticks ago), or 0.</summary>
    PreEvent,
    /// <summary>The payload of the source's event of this tick, or 0.</summary>
    PreEmitted,
    /// <summary>The payload of the target's event of this tick, or 0.</summary>
    PostEvent,
    /// <summary>The payload of the target's event of delay ticks ago, or 0.</summary>
    PostDelayed,
    /// <summary>A state of the one neuron of a population: a global third factor.</summary>
    Modulator,
    /// <summary>The same, of neuron i of a population as large as the source.</summary>
    PreModulator,
    /// <summary>The same, of neuron j of a population as large as the target.</summary>
    PostModulator,
    /// <summary>The element of a gathered vector for this synapse's group.</summary>
    Gathered,
}
