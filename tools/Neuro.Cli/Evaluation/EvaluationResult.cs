using Neuro.Cli.Crossbars;
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

    /// <summary>Number of samples.</summary>
    public int Samples => Fixed.Labels.Length;

    /// <summary>Samples that both answer alike.</summary>
    public int? SameAnswers => Float?.SameAs(Fixed);
}
