using System.Collections.Immutable;

namespace Neuro.Ir;

/// <summary>Where a program's neurons sit on a target. It does not change what they compute.</summary>
/// <param name="Target">Name of the target profile.</param>
/// <param name="Cores">Number of cores used.</param>
/// <param name="Assignments">Every neuron of every population that is not an input, once.</param>
public sealed record Placement(string Target, int Cores, ImmutableArray<CoreAssignment> Assignments);
