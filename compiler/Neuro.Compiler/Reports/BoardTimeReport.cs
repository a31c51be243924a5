namespace Neuro.Compiler.Reports;

/// <summary>What a tick takes on the board, by the costs of its profile.</summary>
public sealed record BoardTimeReport
{
    /// <summary>Cycles of a tick in which every source fires.</summary>
    public required double WorstCycles { get; init; }

    /// <summary>Cycles of a tick at the recorded rates; null without a recording.</summary>
    public double? RecordedCycles { get; init; }

    /// <summary>The core that takes longest when every source fires; null where all take the same.</summary>
    public int? BusiestCore { get; init; }

    /// <summary>Clock in Hz; null where none is published.</summary>
    public double? Clock { get; init; }

    /// <summary>Seconds of a tick in which every source fires; null without a clock.</summary>
    public double? WorstSeconds => WorstCycles / Clock;

    /// <summary>Seconds of a tick at the recorded rates; null without a clock or a recording.</summary>
    public double? RecordedSeconds => RecordedCycles / Clock;

    /// <summary>Where the costs come from.</summary>
    public required string Source { get; init; }
}
