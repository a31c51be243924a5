using System.Collections.Immutable;

namespace Neuro.Cli.Studies;

/// <summary>A study as far as it has come.</summary>
/// <param name="Header">What it is about.</param>
/// <param name="Records">The points that are done, in the order of the grid.</param>
internal sealed record Study(StudyHeader Header, ImmutableArray<StudyRecord> Records)
{
    /// <summary>Number of points of the whole grid.</summary>
    public long Points => new Grids.Grid(Header.Axes).Count;
}
