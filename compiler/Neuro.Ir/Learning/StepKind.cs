namespace Neuro.Ir.Learning;

/// <summary>What a step does with the value that its micro-program emits at a synapse.</summary>
public enum StepKind
{
    /// <summary>It is the change proposed to the projection's <see cref="PulseCommit"/>; stores take effect.</summary>
    Update,
    /// <summary>Combined over groups of synapses into a vector that later steps of the tick read; nothing is stored.</summary>
    Gather,
    /// <summary>The largest of each group are marked in a per-synapse array; nothing else is stored.</summary>
    Rank,
}
