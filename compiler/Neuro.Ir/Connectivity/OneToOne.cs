namespace Neuro.Ir;

/// <summary>Source neuron i to target neuron i; both have the same size. Weights and per-synapse delays are [size].</summary>
public sealed record OneToOne : Connectivity;
