using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Neuro.Cli.Studies;

/// <summary>What one point of a study gave. Nothing in it depends on the machine or on how long it took.</summary>
internal sealed record PointResult
{
    /// <summary>Share of samples answered right, for each chip.</summary>
    public ImmutableArray<double> Accuracies { get; init; } = [];

    /// <summary>Operations per sample, mean over the chips, by name in snake_case.</summary>
    public ImmutableSortedDictionary<string, double> Operations { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Estimate of the energy of a sample in joules; null without a table of costs.</summary>
    public double? Energy { get; init; }

    /// <summary>Estimate of the latency of a sample in seconds.</summary>
    public double? Latency { get; init; }

    /// <summary>Estimate of the arrays' area in square metres.</summary>
    public double? Area { get; init; }

    /// <summary>Why the point cannot be; null where it can.</summary>
    public string? Error { get; init; }

    /// <summary>Mean accuracy of the chips; NaN without any.</summary>
    [JsonIgnore]
    public double Mean => Accuracies.IsEmpty ? double.NaN : Accuracies.Average();

    /// <summary>Accuracy of the worst chip; NaN without any.</summary>
    [JsonIgnore]
    public double Worst => Accuracies.IsEmpty ? double.NaN : Accuracies.Min();

    /// <summary>Accuracy of the best chip; NaN without any.</summary>
    [JsonIgnore]
    public double Best => Accuracies.IsEmpty ? double.NaN : Accuracies.Max();
}
