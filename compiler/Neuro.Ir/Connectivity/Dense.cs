namespace Neuro.Ir;

/// <summary>Every source to every target. Weights and per-synapse delays are [source, target].</summary>
public sealed record Dense : Connectivity;
