using System.Collections.Immutable;
using Neuro.Ir.Crossbars;
using Neuro.Runtime;

namespace Neuro.Cli.Crossbars;

/// <summary>What the chips of a program answered.</summary>
internal sealed record CrossbarEvaluation
{
    /// <summary>What the first bound projection says.</summary>
    public required CrossbarBinding Binding { get; init; }

    /// <summary>The chips, in the order of their numbers; at least one.</summary>
    public required ImmutableArray<ChipResult> Chips { get; init; }

    /// <summary>Estimated cost of a sample, mean over the chips; null without a table of costs.</summary>
    public CostEstimate? Cost { get; init; }

    /// <summary>Mean of the chips' accuracies.</summary>
    public double Mean => Chips.Average(c => c.Answers.Accuracy);

    /// <summary>Standard deviation of the chips' accuracies, as of a sample of all chips; 0 for one chip.</summary>
    public double StandardDeviation => Chips.Length < 2
        ? 0
        : Math.Sqrt(Chips.Sum(c => (c.Answers.Accuracy - Mean) * (c.Answers.Accuracy - Mean)) / (Chips.Length - 1));

    /// <summary>The worst chip.</summary>
    public ChipResult Worst => Chips.MinBy(c => c.Answers.Accuracy)!;

    /// <summary>The best chip.</summary>
    public ChipResult Best => Chips.MaxBy(c => c.Answers.Accuracy)!;

    /// <summary>Pulses that programmed a chip, mean over the chips; null for chips that came programmed.</summary>
    public double? Pulses => Chips.Average(c => c.Pulses);

    /// <summary>Operations of all samples of all chips.</summary>
    public Counters Counters => Chips.Aggregate(default(Counters), (sum, c) => sum + c.Counters);

    /// <summary>Samples that the counters are of.</summary>
    public int Samples => Chips.Sum(c => c.Answers.Labels.Length);
}
