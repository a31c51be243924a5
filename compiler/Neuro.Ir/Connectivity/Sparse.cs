namespace Neuro.Ir;

/// <summary>
/// Compressed sparse rows, one row per source neuron. Weights and per-synapse delays have one element per stored synapse, in row
/// order. A pair may occur more than once; the occurrences add.
/// </summary>
/// <param name="RowPointers">Array of source size + 1 offsets, ascending from 0 to the number of synapses.</param>
/// <param name="Targets">Array of target indices, ascending within a row.</param>
public sealed record Sparse(string RowPointers, string Targets) : Connectivity;
