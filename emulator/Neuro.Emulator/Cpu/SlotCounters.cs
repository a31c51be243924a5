using Neuro.Runtime;

namespace Neuro.Emulator.Cpu;

/// <summary>The counters of every slot, as one worker or one part of every population has added to them.</summary>
internal sealed unsafe class SlotCounters(int slots)
{
    private readonly AlignedArray<long> _storage = new(4L * slots);

    /// <summary>Events emitted, by slot.</summary>
    public long* Spikes => _storage.Pointer;

    /// <summary>External events, by slot.</summary>
    public long* InputEvents => _storage.Pointer + slots;

    /// <summary>Synapses passed, by slot.</summary>
    public long* SynapticEvents => _storage.Pointer + 2 * slots;

    /// <summary>Neurons stepped, by slot.</summary>
    public long* NeuronUpdates => _storage.Pointer + 3 * slots;

    /// <summary>One slot's counters.</summary>
    public Counters this[int slot] => new(Spikes[slot], InputEvents[slot], SynapticEvents[slot], NeuronUpdates[slot]);

    /// <summary>Sets one slot's counters.</summary>
    public void Set(int slot, Counters value) =>
        (Spikes[slot], InputEvents[slot], SynapticEvents[slot], NeuronUpdates[slot]) =
            (value.Spikes, value.InputEvents, value.SynapticEvents, value.NeuronUpdates);

    /// <summary>Sets all to zero.</summary>
    public void Clear() => _storage.Slice(0, 4 * slots).Clear();
}
