namespace Neuro.Ir.Learning;

/// <summary>When a step runs, and at which synapses.</summary>
public enum StepTrigger
{
    /// <summary>Synapses at which an event of the source arrives in this tick: it was emitted delay ticks ago.</summary>
    Pre,
    /// <summary>Synapses whose source emits in this tick.</summary>
    PreEmitted,
    /// <summary>Synapses whose target emits in this tick.</summary>
    Post,
    /// <summary>Synapses whose target emitted delay ticks ago: its event is seen through the synapse's delay.</summary>
    PostDelayed,
    /// <summary>All synapses at every tick.</summary>
    Tick,
    /// <summary>All synapses at every n-th tick of a sample.</summary>
    Every,
    /// <summary>All synapses when a sample ends, before states return to their initial values.</summary>
    SampleEnd,
}
