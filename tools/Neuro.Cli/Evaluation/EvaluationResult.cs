using System.Collections.Immutable;
using Neuro.Cli.Crossbars;
using Neuro.Compiler.Reports;
using Neuro.Runtime;

namespace Neuro.Cli.Evaluation;

/// <summary>What <c>neuro eval</c> found.</summary>
internal sealed record EvaluationResult
{
    /// <summary>Name of the output population.</summary>
    public required string Output { get; init; }

    /// <summary>Ticks per sample.</summary>
    public required int Ticks { get; init; }

    /// <summary>The fixed-point program's answers, with digital weights.</summary>
    public required Classification Fixed { get; init; }

    /// <summary>Operations of all samples together.</summary>
    public required Counters Counters { get; init; }

    /// <summary>What chips with crossbars answered; null without.</summary>
    public CrossbarEvaluation? Crossbars { get; init; }

    /// <summary>The float network's answers; null without its model.</summary>
    public Classification? Float { get; init; }

    /// <summary>The float network's spikes, over all samples.</summary>
    public long? FloatSpikes { get; init; }

    /// <summary>Samples whose output counts are equal in both.</summary>
    public int? SameCounts { get; init; }

    /// <summary>Whether <see cref="Float"/> is the conventional network that the program was converted from.</summary>
    public bool IsConverted { get; init; }

    /// <summary>Of a converted network: accuracy if the answer is taken earlier.</summary>
    public ImmutableArray<AccuracyAt> Curve { get; init; } = [];

    /// <summary>Of a converted network: how far layers are from the values that they stand for, on the first samples.</summary>
    public ImmutableArray<ConversionLayer> Layers { get; init; } = [];

    /// <summary>Number of samples.</summary>
    public int Samples => Fixed.Labels.Length;

    /// <summary>Samples that both answer alike.</summary>
    public int? SameAnswers => Float?.SameAs(Fixed);
}
