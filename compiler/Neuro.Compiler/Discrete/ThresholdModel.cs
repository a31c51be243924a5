namespace Neuro.Compiler.Discrete;

/// <summary>No state: output = 1 if x + bias exceeds (or reaches, by the comparator) the threshold, else 0.</summary>
/// <param name="Bias">Added to x, [1] or [neuron].</param>
/// <param name="Threshold">[1] or [neuron].</param>
/// <param name="Comparator">Whether reaching it is enough.</param>
public sealed record ThresholdModel(double[] Bias, double[] Threshold, Comparator Comparator) : NeuronModel;
