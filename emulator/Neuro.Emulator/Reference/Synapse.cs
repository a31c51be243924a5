namespace Neuro.Emulator.Reference;

/// <summary>One stored synapse of a source neuron.</summary>
/// <param name="Number">Its number in the projection: the index of its weight.</param>
/// <param name="Target">Neuron of the target population.</param>
/// <param name="Weight">The program's weight code.</param>
/// <param name="Scale">multiplier · 2^shift: a payload of 1 adds the weight times this to the target's port.</param>
/// <param name="Delay">Ticks from emission to arrival.</param>
internal readonly record struct Synapse(int Number, int Target, int Weight, long Scale, int Delay);
