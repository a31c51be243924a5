namespace Neuro.Emulator.Cpu.Learning;

/// <summary>What is done with the values that a rule emits.</summary>
internal abstract unsafe class EmittedSink
{
    /// <summary>Whether values of one group come from synapses of several parts, so that one thread must see them all.</summary>
    public virtual bool NeedsAllParts => false;

    /// <summary>Before the synapses that a step visits in a slot.</summary>
    public virtual void Begin(in StepScope scope)
    {
    }

    /// <summary>Takes the values of some synapses; they come in any order of blocks.</summary>
    public abstract void Take(in StepScope scope, in SynapseBlock block, int* values);

    /// <summary>After them.</summary>
    public virtual void End(in StepScope scope)
    {
    }

    /// <summary>In place of all this, where the step is not due.</summary>
    public virtual void Skip(in StepScope scope)
    {
    }
}
