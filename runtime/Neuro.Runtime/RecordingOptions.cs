using System.Collections.Immutable;

namespace Neuro.Runtime;

/// <summary>What to record.</summary>
public sealed record RecordingOptions
{
    /// <summary>Populations whose events are kept, tick by tick.</summary>
    public ImmutableArray<string> Spikes { get; init; } = [];

    /// <summary>Populations whose payloads are summed per neuron over the run: spike counts, where payloads are 1.</summary>
    public ImmutableArray<string> Counts { get; init; } = [];

    /// <summary>States whose values after every tick are kept.</summary>
    public ImmutableArray<(string Population, string State)> States { get; init; } = [];
}
