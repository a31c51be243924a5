namespace Neuro.Compiler.Discrete;

/// <summary>Its output comes from outside: spikes, spike counts or currents.</summary>
public sealed record InputModel : NeuronModel;
