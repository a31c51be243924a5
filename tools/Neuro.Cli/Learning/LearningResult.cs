using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Cli.Learning;

/// <summary>What <c>neuro learn</c> found for one variant.</summary>
internal sealed record LearningResult
{
    /// <summary>What held the weights.</summary>
    public required string Name { get; init; }

    /// <summary>The learned program.</summary>
    public required SpikeProgram Program { get; init; }

    /// <summary>Samples shown.</summary>
    public required long Samples { get; init; }

    /// <summary>Whether learning ended early.</summary>
    public required bool Stopped { get; init; }

    /// <summary>The telemetry.</summary>
    public required ImmutableArray<TelemetryRow> Rows { get; init; }

    /// <summary>Operations of learning.</summary>
    public required LearningCounters Learning { get; init; }

    /// <summary>Cells that pulses change; 0 for digital weights.</summary>
    public required long Cells { get; init; }

    /// <summary>Mean pulses of a cell; null for digital weights.</summary>
    public double? PulsesPerCell => Cells == 0 ? null : (double)Learning.Pulses / Cells;

    /// <summary>Pulses of the cell that took the most, which is the endurance that was used; null for digital
    /// weights.</summary>
    public int? MostPulses => Cells == 0 || Rows.IsEmpty ? null : Rows[^1].MostPulses;

    /// <summary>Accuracy on the tested samples; null where none are tested.</summary>
    public double? Accuracy => Rows.IsEmpty ? null : Rows[^1].Accuracy;

    /// <summary>The file with the learned program; null where none was asked for.</summary>
    public string? File { get; init; }
}
