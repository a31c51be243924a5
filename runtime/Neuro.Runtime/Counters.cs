namespace Neuro.Runtime;

/// <summary>
/// Operations executed for one sample. A synaptic event is one delivery of one event over one stored synapse (a convolution's
/// out-of-range taps do not count, zero weights do); events still in flight are not counted until they arrive. The operations of
/// crossbars are defined in SEMANTICS.md, section 9.
/// </summary>
/// <param name="Spikes">Events emitted by neurons (not by inputs), whatever their payload.</param>
/// <param name="InputEvents">Events placed by inputs.</param>
/// <param name="SynapticEvents">Deliveries.</param>
/// <param name="NeuronUpdates">Executions of a micro-program.</param>
/// <param name="RowActivations">Rows of crossbars driven with a value that is not 0.</param>
/// <param name="CellReads">Cells on such rows.</param>
/// <param name="DacConversions">Rows of crossbars that took part in a read, driven or at 0.</param>
/// <param name="AdcConversions">Codes converted.</param>
/// <param name="DigitalAdds">Codes and corrections added up after conversion.</param>
/// <param name="LostEvents">Events that found the queue full, where neurons fire by the event.</param>
public readonly record struct Counters(
    long Spikes, long InputEvents, long SynapticEvents, long NeuronUpdates,
    long RowActivations = 0, long CellReads = 0, long DacConversions = 0, long AdcConversions = 0, long DigitalAdds = 0,
    long LostEvents = 0)
{
    /// <summary>Adds two samples' counts.</summary>
    public static Counters operator +(Counters a, Counters b) => new(
        a.Spikes + b.Spikes, a.InputEvents + b.InputEvents, a.SynapticEvents + b.SynapticEvents,
        a.NeuronUpdates + b.NeuronUpdates, a.RowActivations + b.RowActivations, a.CellReads + b.CellReads,
        a.DacConversions + b.DacConversions, a.AdcConversions + b.AdcConversions, a.DigitalAdds + b.DigitalAdds,
        a.LostEvents + b.LostEvents);
}
