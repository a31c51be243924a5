namespace Neuro.Targets.Odin;

/// <summary>What an address on the input AER bus asks for.</summary>
public enum AerKind
{
    /// <summary>The synapses of a row deliver to all neurons.</summary>
    Spike,

    /// <summary>All neurons leak.</summary>
    LeakAll,

    /// <summary>One neuron leaks.</summary>
    LeakOne,

    /// <summary>One neuron receives a weight that comes with the event.</summary>
    Virtual,

    /// <summary>One synapse delivers (ODIN).</summary>
    Synapse,

    /// <summary>Weights of a row, or of all rows, move toward the nearer end of their range (ODIN).</summary>
    Bistability,
}
