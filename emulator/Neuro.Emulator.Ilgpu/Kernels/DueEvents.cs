using System.Runtime.CompilerServices;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>The events of one population, slot and tick.</summary>
internal struct DueEvents
{
    /// <summary>Number of events.</summary>
    public int Count;

    private long _first;
    private long _firstPayload;

    /// <summary>The events of tick <paramref name="tick"/>: none before tick 0.</summary>
    /// <param name="m">The machine.</param>
    /// <param name="population">Where the population's descriptor begins.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="tick">A tick that is still kept, or below 0.</param>
    public static DueEvents Of(ref Machine m, long population, int slot, int tick)
    {
        DueEvents events = default;
        if (tick < 0)
            return events;
        long row = tick % (int)m.Table[population + PopulationField.Ring] * (long)m.Slots + slot;
        long elements = row * m.Table[population + PopulationField.Stride];
        long payloads = m.Table[population + PopulationField.Payloads];
        events.Count = m.Counts[m.Table[population + PopulationField.Counts] + row];
        events._first = m.Table[population + PopulationField.Events] + elements;
        events._firstPayload = payloads < 0 ? -1 : payloads + elements;
        return events;
    }

    /// <summary>The neuron of event number <paramref name="e"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Neuron(ref Machine m, long e) => m.Events[_first + e];

    /// <summary>Its payload.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Payload(ref Machine m, long e) => _firstPayload < 0 ? 1 : m.Payloads[_firstPayload + e];
}
