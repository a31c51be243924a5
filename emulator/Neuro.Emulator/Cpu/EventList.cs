namespace Neuro.Emulator.Cpu;

/// <summary>Some events of one population, slot and tick, ascending by neuron.</summary>
/// <param name="Indices">Neuron of each event.</param>
/// <param name="Payloads">Payload of each event, or null where every payload is 1.</param>
/// <param name="Count">Number of events.</param>
internal readonly unsafe struct EventList(int* Indices, int* Payloads, int Count)
{
    /// <summary>Neuron of each event.</summary>
    public readonly int* Indices = Indices;

    /// <summary>Payload of each event, or null where every payload is 1.</summary>
    public readonly int* Payloads = Payloads;

    /// <summary>Number of events.</summary>
    public readonly int Count = Count;
}
