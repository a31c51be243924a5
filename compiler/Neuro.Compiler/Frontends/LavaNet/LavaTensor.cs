using System.Collections.Immutable;

namespace Neuro.Compiler.Frontends.LavaNet;

/// <summary>Integers of a .net file.</summary>
/// <param name="Shape">Extents, outermost first.</param>
/// <param name="Values">Elements, row-major.</param>
internal sealed record LavaTensor(ImmutableArray<int> Shape, int[] Values);
