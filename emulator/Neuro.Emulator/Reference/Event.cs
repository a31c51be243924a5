namespace Neuro.Emulator.Reference;

/// <summary>What a neuron emits, or an input plays, at one tick.</summary>
/// <param name="Neuron">Index in its population.</param>
/// <param name="Payload">Never 0.</param>
internal readonly record struct Event(int Neuron, int Payload);
