using System.Runtime.CompilerServices;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>
/// Adds the events of a source population that are due to a port of a target population, event by event. There is a class for
/// each connectivity; synapses of different delay are different deliveries.
/// </summary>
/// <param name="source">Where events come from.</param>
/// <param name="target">Whose port is added to.</param>
/// <param name="port">Number of the port.</param>
/// <param name="delay">Ticks from emission to arrival.</param>
internal abstract unsafe class SynapticDelivery(CpuPopulation source, CpuPopulation target, int port, int delay)
    : Delivery(target, port)
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public sealed override void Run(int tick, int firstSlot, int endSlot, int part, uint* streams, SlotCounters counters)
    {
        if (tick < delay || Target.Start(part) == Target.End(part))
            return;
        DeliverSlots(source.History, source.History.Place(tick - delay), firstSlot, endSlot, part, counters.SynapticEvents);
    }

    /// <summary>
    /// Delivers the events at <paramref name="place"/> of <paramref name="history"/>, slot by slot, and adds to every slot's
    /// <paramref name="synapticEvents"/> the number of synapses passed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected virtual void DeliverSlots(
        EventHistory history, int place, int firstSlot, int endSlot, int part, long* synapticEvents)
    {
        for (int slot = firstSlot; slot < endSlot; slot++)
        {
            for (int from = 0; from < history.Parts; from++)
            {
                EventList events = history.Events(place, slot, from);
                if (events.Count > 0)
                    synapticEvents[slot] += Deliver(events, slot, part);
            }
        }
    }

    /// <summary>Delivers <paramref name="events"/>, at least one; returns the number of synapses passed.</summary>
    protected abstract long Deliver(EventList events, int slot, int part);
}
