using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Passes;

/// <summary>A way from a population to the output of a node.</summary>
/// <param name="Source">The population.</param>
/// <param name="Map">The linear map on the way; null for none.</param>
/// <param name="Delay">Ticks on the way: one for all, or one per element.</param>
/// <param name="Name">Name of the node that gave the map or delay; null for none.</param>
/// <param name="Origin">That node's place in the model.</param>
internal sealed record Route(string Source, LinearMap? Map, int[] Delay, string? Name, string? Origin);
