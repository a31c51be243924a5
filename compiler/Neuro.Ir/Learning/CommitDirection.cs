namespace Neuro.Ir.Learning;

/// <summary>Which pulses make a change.</summary>
public enum CommitDirection
{
    /// <summary>A positive change pulses the plus cell up, a negative one pulses it down; the minus cell, where there is one,
    /// goes the other way.</summary>
    Bidirectional,
    /// <summary>A positive change pulses the plus cell up, a negative one the minus cell up; full cells are refreshed.</summary>
    Unidirectional,
}
