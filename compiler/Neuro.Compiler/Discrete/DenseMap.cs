namespace Neuro.Compiler.Discrete;

/// <summary>y_j = Σ_i W[j, i] · x_i.</summary>
/// <param name="Weights">Row-major [target, source], as NIR and PyTorch store it (the IR stores the transpose).</param>
public sealed record DenseMap(double[] Weights) : LinearMap;
