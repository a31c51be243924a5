using System.Collections.Immutable;

namespace Neuro.Cli.Learning;

/// <summary>How learning stands after some samples. Counts are since the row before, totals since the beginning.</summary>
internal sealed record TelemetryRow
{
    /// <summary>Samples shown so far.</summary>
    public required long Samples { get; init; }

    /// <summary>Mean events of an output neuron per sample.</summary>
    public required double Rate { get; init; }

    /// <summary>Output neurons without any event.</summary>
    public required int Dead { get; init; }

    /// <summary>Executions of rules at synapses, in all.</summary>
    public required long RuleUpdates { get; init; }

    /// <summary>Pulses in all.</summary>
    public required long Pulses { get; init; }

    /// <summary>Pulses in all of the cell that took the most.</summary>
    public required int MostPulses { get; init; }

    /// <summary>Refreshes in all.</summary>
    public required long Refreshes { get; init; }

    /// <summary>Weights of each plastic projection.</summary>
    public required ImmutableArray<WeightSummary> Weights { get; init; }

    /// <summary>Share of the tested samples answered right; null where none are tested.</summary>
    public double? Accuracy { get; init; }
}
