namespace Neuro.Ir;

/// <summary>When the neurons of a program step.</summary>
public enum Firing
{
    /// <summary>Once per tick, over the sums of all events that are due: SEMANTICS.md, section 5.</summary>
    Tick,
    /// <summary>Once per event that reaches them, one event after the other: SEMANTICS.md, section 14.</summary>
    Event,
}
