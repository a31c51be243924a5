using System.Collections.Immutable;

namespace Neuro.Cli.Studies.Grids;

/// <summary>A point of a grid.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Values">A value for each of the grid's quantities.</param>
internal sealed record GridPoint(int Index, ImmutableArray<string> Values);
