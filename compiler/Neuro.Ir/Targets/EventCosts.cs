namespace Neuro.Ir.Targets;

/// <summary>
/// What a tick costs a board in clock cycles, as published. Cores work side by side, so a tick takes as long as its busiest
/// core: c = tick + neurons·per_neuron + events·(per_event + neurons·per_event_and_neuron) + synaptic events·per_synaptic_event
/// + spikes·per_spike, where neurons are those of the core, events are spikes that reach it, from outside or from a core, and
/// spikes are those that its neurons send.
/// </summary>
public sealed record EventCosts
{
    /// <summary>Clock in Hz; null where none is published.</summary>
    public double? Clock { get; init; }

    /// <summary>Cycles of a tick without neurons or events.</summary>
    public double Tick { get; init; }

    /// <summary>Cycles a neuron and tick.</summary>
    public double Neuron { get; init; }

    /// <summary>Cycles an event that reaches a core.</summary>
    public double Event { get; init; }

    /// <summary>Cycles an event and neuron of the core: of cores that look at all of their neurons at each event.</summary>
    public double EventAndNeuron { get; init; }

    /// <summary>Cycles a synapse that an event passes.</summary>
    public double SynapticEvent { get; init; }

    /// <summary>Cycles a spike that a neuron of the core sends.</summary>
    public double Spike { get; init; }

    /// <summary>Where the numbers come from.</summary>
    public string Source { get; init; } = "";
}
