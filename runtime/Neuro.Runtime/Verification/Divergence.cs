using System.Collections.Immutable;

namespace Neuro.Runtime.Verification;

/// <summary>The first cell in which a run differs from what was expected.</summary>
public sealed record Divergence
{
    /// <summary>The sample's number in its data set.</summary>
    public required int Sample { get; init; }

    /// <summary>The tick; null where only counts over the whole run are known.</summary>
    public int? Tick { get; init; }

    /// <summary>Name of the population.</summary>
    public required string Population { get; init; }

    /// <summary>Index of the neuron.</summary>
    public required int Neuron { get; init; }

    /// <summary>Name of the state; null for spikes (their payload, 0 for none) and counts.</summary>
    public string? State { get; init; }

    /// <summary>Where neurons fire by the event, and a tick's events differ in nothing but their order: the first place, from 0,
    /// that differs. Expected is the payload of the event expected there, which is the neuron's; actual that of the event found
    /// there, 0 where it is another neuron's.</summary>
    public int? Event { get; init; }

    /// <summary>The value expected.</summary>
    public required long Expected { get; init; }

    /// <summary>The value the run gave.</summary>
    public required long Actual { get; init; }

    /// <summary>The same neuron's values at the ticks around; empty for counts.</summary>
    public ImmutableArray<DivergenceContext> Context { get; init; } = [];

    /// <summary>"sample 3, tick 17, population 'lif1', neuron 5, state 'v': expected 120, got 119".</summary>
    public override string ToString()
    {
        string tick = Tick is { } t ? $", tick {t}" : "";
        string what = State is not null ? $", state '{State}'" : Tick is null ? ", spike count" : ", spike"
            + (Event is { } place ? $" at place {place} of the tick's events" : "");
        return $"sample {Sample}{tick}, population '{Population}', neuron {Neuron}{what}: expected {Expected}, got {Actual}";
    }
}
