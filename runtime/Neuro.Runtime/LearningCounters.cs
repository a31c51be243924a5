namespace Neuro.Runtime;

/// <summary>Operations of learning, for one slot: SEMANTICS.md, sections 11 and 12.</summary>
/// <param name="RuleUpdates">Executions of an update step's rule at a synapse.</param>
/// <param name="Pulses">Programming pulses on cells, those of refreshes included.</param>
/// <param name="Refreshes">Pairs of cells that were reset and programmed anew.</param>
public readonly record struct LearningCounters(long RuleUpdates, long Pulses = 0, long Refreshes = 0)
{
    /// <summary>Adds two slots' counts.</summary>
    public static LearningCounters operator +(LearningCounters a, LearningCounters b) =>
        new(a.RuleUpdates + b.RuleUpdates, a.Pulses + b.Pulses, a.Refreshes + b.Refreshes);
}
