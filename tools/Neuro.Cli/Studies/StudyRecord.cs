using System.Collections.Immutable;

namespace Neuro.Cli.Studies;

/// <summary>A point that is done, as a line of the log holds it.</summary>
/// <param name="Point">Its number in the grid.</param>
/// <param name="Key">Digest of program, data and specification: what decides the result.</param>
/// <param name="Values">A value for each of the grid's quantities, in their order.</param>
/// <param name="Result">What it gave.</param>
internal sealed record StudyRecord(int Point, string Key, ImmutableArray<string> Values, PointResult Result);
