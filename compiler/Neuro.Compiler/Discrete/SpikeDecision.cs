namespace Neuro.Compiler.Discrete;

/// <summary>Which membrane value the comparator sees.</summary>
public enum SpikeDecision
{
    /// <summary>The one this tick's input has entered; the reset acts at once.</summary>
    AfterUpdate,

    /// <summary>The one the last tick left; spike and reset come one tick later than the crossing.</summary>
    BeforeUpdate,
}
