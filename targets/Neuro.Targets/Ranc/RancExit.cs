using System.Collections.Immutable;

namespace Neuro.Targets.Ranc;

/// <summary>An output of the network that an image holds: as many of the numbers of outputs as it has members, in turn.</summary>
/// <param name="Name">Name of the population.</param>
/// <param name="Shape">Its shape.</param>
public sealed record RancExit(string Name, ImmutableArray<int> Shape);
