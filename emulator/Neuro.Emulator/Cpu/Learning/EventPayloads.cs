using System.Runtime.CompilerServices;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>
/// The payloads of a population's events of some ticks ago, one element per neuron, 0 where there is none. Every part has its own
/// copy, filled before the rules run and emptied after them, event by event.
/// </summary>
/// <param name="population">The population.</param>
/// <param name="delay">How many ticks ago.</param>
/// <param name="parts">Number of parts.</param>
internal sealed unsafe class EventPayloads(CpuPopulation population, int delay, int parts)
{
    private readonly AlignedArray<int> _payloads = new((long)parts * population.Slots * population.Stride);

    /// <summary>The population.</summary>
    public CpuPopulation Population { get; } = population;

    /// <summary>How many ticks ago.</summary>
    public int Delay { get; } = delay;

    /// <summary>The payloads of a slot, in a part's copy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int* Row(int slot, int part) => _payloads.Pointer + ((long)part * Population.Slots + slot) * Population.Stride;

    /// <summary>Fills (or empties) a part's copy for the events that are due at <paramref name="tick"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Set(int tick, int slot, int part, bool present)
    {
        if (tick < Delay)
            return;
        int* row = Row(slot, part);
        EventHistory history = Population.History;
        int place = history.Place(tick - Delay);
        for (int from = 0; from < history.Parts; from++)
        {
            EventList events = history.Events(place, slot, from);
            for (int e = 0; e < events.Count; e++)
                row[events.Indices[e]] = !present ? 0 : events.Payloads == null ? 1 : events.Payloads[e];
        }
    }
}
