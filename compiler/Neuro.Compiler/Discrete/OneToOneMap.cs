namespace Neuro.Compiler.Discrete;

/// <summary>y_i = w_i · x_i.</summary>
/// <param name="Weights">[1] or [neuron].</param>
public sealed record OneToOneMap(double[] Weights) : LinearMap;
