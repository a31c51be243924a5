using System.Runtime.CompilerServices;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>Adds what is due of a projection to a port of a target population.</summary>
/// <param name="target">Whose port is added to.</param>
/// <param name="port">Number of the port.</param>
internal abstract unsafe class Delivery(CpuPopulation target, int port)
{
    /// <summary>The target population.</summary>
    protected CpuPopulation Target { get; } = target;

    /// <summary>
    /// Delivers what is due at <paramref name="tick"/> to the neurons of one part of some slots, and counts it.
    /// </summary>
    public abstract void Run(int tick, int firstSlot, int endSlot, int part, uint* streams, SlotCounters counters);

    /// <summary>The port's sums of <paramref name="slot"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected T* Sums<T>(int slot) where T : unmanaged => (T*)Target.PortSums(port) + (long)slot * Target.Stride;
}
