namespace Neuro.Ir.Learning;

/// <summary>Synapses whose values are combined.</summary>
public enum SynapseGroup
{
    /// <summary>Those of one target neuron.</summary>
    Post,
    /// <summary>Those of one source neuron.</summary>
    Pre,
    /// <summary>All of the projection.</summary>
    All,
}
