namespace Neuro.Runtime;

/// <summary>
/// Operations executed for one sample. A synaptic event is one delivery of one event over one stored synapse (a convolution's
/// out-of-range taps do not count, zero weights do); events still in flight are not counted until they arrive.
/// </summary>
/// <param name="Spikes">Events emitted by neurons (not by inputs), whatever their payload.</param>
/// <param name="InputEvents">Events placed by inputs.</param>
/// <param name="SynapticEvents">Deliveries.</param>
/// <param name="NeuronUpdates">Executions of a micro-program.</param>
public readonly record struct Counters(long Spikes, long InputEvents, long SynapticEvents, long NeuronUpdates)
{
    /// <summary>Adds two samples' counts.</summary>
    public static Counters operator +(Counters a, Counters b) => new(
        a.Spikes + b.Spikes, a.InputEvents + b.InputEvents, a.SynapticEvents + b.SynapticEvents,
        a.NeuronUpdates + b.NeuronUpdates);
}
