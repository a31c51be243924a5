namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>What a thread has learned.</summary>
internal struct LearningTally
{
    /// <summary>Executions of an update step's rule.</summary>
    public long Updates;

    /// <summary>Pulses.</summary>
    public long Pulses;

    /// <summary>Refreshes.</summary>
    public long Refreshes;

    /// <summary>Adds it to the counters of a slot.</summary>
    public readonly void Count<TAdder>(ref Machine m, int slot)
        where TAdder : struct, IAdder
    {
        long first = (long)slot * CounterField.Count;
        if (Updates != 0)
            default(TAdder).Add(ref m.Counters[first + CounterField.RuleUpdates], Updates);
        if (Pulses != 0)
            default(TAdder).Add(ref m.Counters[first + CounterField.Pulses], Pulses);
        if (Refreshes != 0)
            default(TAdder).Add(ref m.Counters[first + CounterField.Refreshes], Refreshes);
    }
}
