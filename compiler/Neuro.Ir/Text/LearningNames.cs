using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>How the choices of plasticities and reductions are spelt in the text form.</summary>
internal static class LearningNames
{
    /// <summary>Kinds of steps.</summary>
    public static WordTable<StepKind> Kinds { get; } =
        new("a part of a plasticity", ("update", StepKind.Update), ("gather", StepKind.Gather), ("rank", StepKind.Rank));

    /// <summary>Triggers.</summary>
    public static WordTable<StepTrigger> Triggers { get; } = new(
        "a trigger", ("pre", StepTrigger.Pre), ("pre_emitted", StepTrigger.PreEmitted), ("post", StepTrigger.Post),
        ("post_delayed", StepTrigger.PostDelayed), ("tick", StepTrigger.Tick), ("every", StepTrigger.Every),
        ("sample_end", StepTrigger.SampleEnd));

    /// <summary>Groups of synapses.</summary>
    public static WordTable<SynapseGroup> Groups { get; } =
        new("a group of synapses", ("post", SynapseGroup.Post), ("pre", SynapseGroup.Pre), ("all", SynapseGroup.All));

    /// <summary>How gathered values combine.</summary>
    public static WordTable<GatherOperation> Gathers { get; } = new(
        "a way to gather", ("sum", GatherOperation.Sum), ("max", GatherOperation.Max), ("min", GatherOperation.Min),
        ("argmax", GatherOperation.ArgMax));

    /// <summary>Directions of commits.</summary>
    public static WordTable<CommitDirection> Directions { get; } = new(
        "a direction", ("bidirectional", CommitDirection.Bidirectional), ("unidirectional", CommitDirection.Unidirectional));

    /// <summary>How changes become pulses.</summary>
    public static WordTable<PulseRounding> PulseRoundings { get; } = new(
        "a rounding of pulses", ("nearest", PulseRounding.Nearest), ("accumulate", PulseRounding.Accumulate),
        ("stochastic", PulseRounding.Stochastic));

    /// <summary>Kinds of reductions.</summary>
    public static WordTable<ReductionKind> Reductions { get; } = new(
        "a kind of reduction", ("sum", ReductionKind.Sum), ("max", ReductionKind.Max), ("argmax", ReductionKind.ArgMax),
        ("count", ReductionKind.Count), ("miss", ReductionKind.Miss), ("kmax", ReductionKind.KMax),
        ("softmax", ReductionKind.Softmax));
}
