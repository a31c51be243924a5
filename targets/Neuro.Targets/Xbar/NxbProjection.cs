using System.Collections.Immutable;

namespace Neuro.Targets.Xbar;

/// <summary>A projection's weights as conductances.</summary>
/// <param name="Name">Name of the projection.</param>
/// <param name="Least">Its smallest weight code, 0 or less: with the largest it says what a level is worth.</param>
/// <param name="Most">Its largest weight code, 0 or more.</param>
/// <param name="Tiles">Its arrays.</param>
internal sealed record NxbProjection(string Name, int Least, int Most, ImmutableArray<NxbTile> Tiles);
