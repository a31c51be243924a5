namespace Neuro.Emulator.Reference;

/// <summary>One stored synapse of a source neuron.</summary>
/// <param name="Target">Neuron of the target population.</param>
/// <param name="Weight">(weight · multiplier) · 2^shift: what a payload of 1 adds to the target's port.</param>
/// <param name="Delay">Ticks from emission to arrival.</param>
internal readonly record struct Synapse(int Target, long Weight, int Delay);
