using System.Runtime.CompilerServices;
using Neuro.Emulator.Cpu.Reductions;
using Neuro.Emulator.Cpu.Threading;

namespace Neuro.Emulator.Cpu;

/// <summary>The populations that step together, and what is delivered to them before.</summary>
/// <param name="populations">The populations.</param>
/// <param name="deliveries">The deliveries to their ports.</param>
/// <param name="reductions">The reductions into their ports.</param>
internal sealed unsafe class CpuPhase(CpuPopulation[] populations, Delivery.Delivery[] deliveries, CpuReduction[] reductions)
{
    // Then no thread may step before all have read what was there.
    private readonly bool _readsItself = reductions.Any(r => r.ReadsItsPhase);

    /// <summary>Delivers to and steps one part of every population of some slots.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(
        int tick, int firstSlot, int endSlot, int part, uint* streams, SlotCounters counters, SpinBarrier? barrier)
    {
        foreach (Delivery.Delivery delivery in deliveries)
            delivery.Run(tick, firstSlot, endSlot, part, streams, counters);
        foreach (CpuReduction reduction in reductions)
            reduction.Run(firstSlot, endSlot, part);
        if (_readsItself)
            barrier?.Wait();
        foreach (CpuPopulation population in populations)
        {
            population.Step(tick, firstSlot, endSlot, part, streams);
            EventHistory history = population.History;
            int* counts = history.Counts(history.Place(tick)) + part;
            for (int slot = firstSlot; slot < endSlot; slot++)
                counters.Spikes[slot] += counts[(long)slot * history.Parts];
        }
    }
}
