namespace Neuro.Compiler.Discrete;

/// <summary>y_j = w · x of Sources[j]: a permutation, or a part of a larger vector.</summary>
/// <param name="Sources">For each target the only source that it has; −1 for none.</param>
/// <param name="Weight">w.</param>
public sealed record GatherMap(int[] Sources, double Weight) : LinearMap;
