namespace Neuro.Ir;

/// <summary>A run of a population's neurons on one core of a target.</summary>
/// <param name="Population">Name of the population.</param>
/// <param name="FirstNeuron">First neuron of the run.</param>
/// <param name="Count">Number of neurons.</param>
/// <param name="Core">Number of the core, from 0.</param>
public sealed record CoreAssignment(string Population, int FirstNeuron, int Count, int Core);
