using System.Collections.Immutable;
using Neuro.Runtime.Data;

namespace Neuro.Runtime.Runs;

/// <summary>What a network did with some samples: the parts that were recorded.</summary>
public sealed record RunTrace
{
    /// <summary>The samples' numbers in their data set; every list below is parallel to it.</summary>
    public required ImmutableArray<int> Samples { get; init; }

    /// <summary>Ticks of every sample.</summary>
    public required int Ticks { get; init; }

    /// <summary>By population: one train per sample.</summary>
    public ImmutableSortedDictionary<string, SpikeTrain[]> Spikes { get; init; } =
        ImmutableSortedDictionary<string, SpikeTrain[]>.Empty;

    /// <summary>By population: payload sums [sample, neuron], row by row.</summary>
    public ImmutableSortedDictionary<string, long[]> Counts { get; init; } = ImmutableSortedDictionary<string, long[]>.Empty;

    /// <summary>By population and state: values after each tick [sample, tick, neuron], row by row.</summary>
    public ImmutableSortedDictionary<(string Population, string State), int[]> States { get; init; } =
        ImmutableSortedDictionary<(string Population, string State), int[]>.Empty;

    /// <summary>Number of samples.</summary>
    public int Count => Samples.Length;

    /// <summary>What must be recorded to have the same parts.</summary>
    public RecordingOptions Recording =>
        new() { Spikes = [.. Spikes.Keys], Counts = [.. Counts.Keys], States = [.. States.Keys] };

    /// <summary>Payload sums of <paramref name="population"/> for the sample at position <paramref name="index"/>.</summary>
    public ReadOnlySpan<long> CountsOf(string population, int index)
    {
        long[] all = Counts[population];
        int neurons = all.Length / Count;
        return all.AsSpan(index * neurons, neurons);
    }

    /// <summary>Values of a state for the sample at position <paramref name="index"/>, [tick, neuron] row by row.</summary>
    public ReadOnlySpan<int> StatesOf(string population, string state, int index)
    {
        int[] all = States[(population, state)];
        int values = all.Length / Count;
        return all.AsSpan(index * values, values);
    }
}
