namespace Neuro.Targets.Ranc;

/// <summary>A connection between two members of populations.</summary>
/// <param name="Source">Index of the source.</param>
/// <param name="Target">Index of the target.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Delay">Its delay, in ticks.</param>
internal readonly record struct RancLink(int Source, int Target, int Weight, int Delay);
