using System.Collections.Immutable;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>An array of a network: real numbers in row-major order.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Values">Its elements, all finite.</param>
internal sealed record NumberArray(string Name, ImmutableArray<int> Shape, double[] Values);
