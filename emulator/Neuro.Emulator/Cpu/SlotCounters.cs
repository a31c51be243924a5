using Neuro.Runtime;

namespace Neuro.Emulator.Cpu;

/// <summary>The counters of every slot, as one worker or one part of every population has added to them.</summary>
internal sealed unsafe class SlotCounters(int slots)
{
    private const long Kinds = 13;

    private readonly AlignedArray<long> _storage = new(Kinds * slots);

    /// <summary>Events emitted, by slot.</summary>
    public long* Spikes => _storage.Pointer;

    /// <summary>External events, by slot.</summary>
    public long* InputEvents => _storage.Pointer + slots;

    /// <summary>Synapses passed, by slot.</summary>
    public long* SynapticEvents => _storage.Pointer + 2 * slots;

    /// <summary>Neurons stepped, by slot.</summary>
    public long* NeuronUpdates => _storage.Pointer + 3 * slots;

    /// <summary>Rows of crossbars driven, by slot.</summary>
    public long* RowActivations => _storage.Pointer + 4 * slots;

    /// <summary>Cells on such rows, by slot.</summary>
    public long* CellReads => _storage.Pointer + 5 * slots;

    /// <summary>Rows of crossbars that were read, by slot.</summary>
    public long* DacConversions => _storage.Pointer + 6 * slots;

    /// <summary>Codes converted, by slot.</summary>
    public long* AdcConversions => _storage.Pointer + 7 * slots;

    /// <summary>Codes and corrections added up, by slot.</summary>
    public long* DigitalAdds => _storage.Pointer + 8 * slots;

    /// <summary>Executions of update rules at a synapse, by slot.</summary>
    public long* RuleUpdates => _storage.Pointer + 9 * slots;

    /// <summary>Programming pulses, by slot.</summary>
    public long* Pulses => _storage.Pointer + 10 * slots;

    /// <summary>Pairs of cells programmed anew, by slot.</summary>
    public long* Refreshes => _storage.Pointer + 11 * slots;

    /// <summary>Events that found the queue full, by slot.</summary>
    public long* LostEvents => _storage.Pointer + 12 * slots;

    /// <summary>One slot's counters.</summary>
    public Counters this[int slot] => new(
        Spikes[slot], InputEvents[slot], SynapticEvents[slot], NeuronUpdates[slot],
        RowActivations[slot], CellReads[slot], DacConversions[slot], AdcConversions[slot], DigitalAdds[slot],
        LostEvents[slot]);

    /// <summary>One slot's counters of learning.</summary>
    public LearningCounters Learning(int slot) => new(RuleUpdates[slot], Pulses[slot], Refreshes[slot]);

    /// <summary>Sets one slot's counters of learning.</summary>
    public void Set(int slot, LearningCounters value) =>
        (RuleUpdates[slot], Pulses[slot], Refreshes[slot]) = (value.RuleUpdates, value.Pulses, value.Refreshes);

    /// <summary>Sets one slot's counters.</summary>
    public void Set(int slot, Counters value)
    {
        (Spikes[slot], InputEvents[slot], SynapticEvents[slot], NeuronUpdates[slot]) =
            (value.Spikes, value.InputEvents, value.SynapticEvents, value.NeuronUpdates);
        (RowActivations[slot], CellReads[slot], DacConversions[slot], AdcConversions[slot], DigitalAdds[slot]) =
            (value.RowActivations, value.CellReads, value.DacConversions, value.AdcConversions, value.DigitalAdds);
        LostEvents[slot] = value.LostEvents;
    }

    /// <summary>Sets all to zero.</summary>
    public void Clear() => _storage.Slice(0, (int)_storage.Length).Clear();
}
