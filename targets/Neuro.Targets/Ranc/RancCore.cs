using System.Collections.Immutable;

namespace Neuro.Targets.Ranc;

/// <summary>The memories of one core.</summary>
/// <param name="Types">tc: the type of each axon, which selects one of a neuron's weights.</param>
/// <param name="Neurons">csram: one word per neuron.</param>
public sealed record RancCore(ImmutableArray<int> Types, ImmutableArray<RancWord> Neurons);
