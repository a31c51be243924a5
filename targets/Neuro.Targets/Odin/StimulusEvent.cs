namespace Neuro.Targets.Odin;

/// <summary>An event of a stream.</summary>
/// <param name="Step">The step that it belongs to, from 0.</param>
/// <param name="Address">Its address on the input AER bus.</param>
public readonly record struct StimulusEvent(int Step, int Address);
