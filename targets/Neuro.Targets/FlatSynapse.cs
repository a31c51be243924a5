namespace Neuro.Targets;

/// <summary>What one neuron gets from one source at one delay, all projections together.</summary>
/// <param name="Source">The source, numbered through all populations.</param>
/// <param name="Delay">Ticks.</param>
/// <param name="Weight">The weight.</param>
internal readonly record struct FlatSynapse(int Source, int Delay, int Weight);
