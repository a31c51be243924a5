using System.Collections.Immutable;
using Neuro.Runtime.Data;
using Neuro.Runtime.Runs;
using Neuro.Runtime.Verification;

namespace Neuro.Runtime.Tests.Verification;

public sealed class TraceComparerTests
{
    private const int Ticks = 10;

    [Fact]
    public void Equal_traces_agree()
    {
        Comparison comparison = Compare(Trace(), Trace());
        Assert.True(comparison.Agrees);
        Assert.Equal(2, comparison.Samples);
        Assert.Equal(0, comparison.DifferentSamples);
        Assert.Equal((2 * Ticks * (2 + 3)) + (2 * Ticks * 3) + (2 * 2), comparison.Cells);
    }

    [Fact]
    public void A_missing_spike_is_found_with_its_coordinates()
    {
        RunTrace actual = Trace(hidden: [(1, 4, 2, 1)]);
        Divergence first = Compare(Trace(hidden: [(1, 4, 2, 1), (1, 7, 0, 1)]), actual).First!;
        Assert.Equal((11, 7, "hid", 0, null, 1L, 0L),
            (first.Sample, first.Tick, first.Population, first.Neuron, first.State, first.Expected, first.Actual));
        Assert.Equal("sample 11, tick 7, population 'hid', neuron 0, spike: expected 1, got 0", first.ToString());
    }

    [Fact]
    public void The_earliest_tick_wins_over_the_order_of_populations()
    {
        Divergence first = Compare(Trace(hidden: [(0, 6, 0, 1)], output: [(0, 5, 1, 1)]), Trace()).First!;
        Assert.Equal(("out", 5), (first.Population, first.Tick));
    }

    [Fact]
    public void At_one_tick_the_population_nearest_the_input_wins()
    {
        Divergence first = Compare(Trace(hidden: [(0, 5, 2, 1)], output: [(0, 5, 0, 1)]), Trace()).First!;
        Assert.Equal(("hid", 2), (first.Population, first.Neuron));
    }

    [Fact]
    public void A_state_is_named_before_the_spike_that_follows_from_it()
    {
        Divergence first = Compare(Trace(hidden: [(0, 5, 0, 1)], state: (0, 5, 2, 77)), Trace()).First!;
        Assert.Equal(("hid", "v", 2, 5), (first.Population, first.State, first.Neuron, first.Tick));
        Assert.Equal((77L, 0L), (first.Expected, first.Actual));
        Assert.Equal("sample 10, tick 5, population 'hid', neuron 2, state 'v': expected 77, got 0", first.ToString());
    }

    [Fact]
    public void The_lowest_sample_position_wins_over_an_earlier_tick()
    {
        Comparison comparison = Compare(Trace(hidden: [(0, 9, 0, 1), (1, 0, 0, 1)]), Trace());
        Assert.Equal((10, 9), (comparison.First!.Sample, comparison.First.Tick));
        Assert.Equal(2, comparison.DifferentSamples);
    }

    [Fact]
    public void A_different_payload_of_the_same_spike_diverges()
    {
        Divergence first = Compare(Trace(hidden: [(0, 3, 1, 2)]), Trace(hidden: [(0, 3, 1, 5)])).First!;
        Assert.Equal((3, 1, 2L, 5L), (first.Tick, first.Neuron, first.Expected, first.Actual));
    }

    [Fact]
    public void Counts_diverge_without_a_tick()
    {
        Divergence first = Compare(Trace(counts: [1, 2, 3, 4]), Trace(counts: [1, 2, 3, 9])).First!;
        Assert.Equal((11, null, 1, 4L, 9L), (first.Sample, first.Tick, first.Neuron, first.Expected, first.Actual));
        Assert.Equal("sample 11, population 'out', neuron 1, spike count: expected 4, got 9", first.ToString());
    }

    [Fact]
    public void The_context_shows_the_neurons_values_around()
    {
        Divergence first = Compare(Trace(hidden: [(0, 4, 0, 1), (0, 5, 0, 1)]), Trace(hidden: [(0, 4, 0, 1)])).First!;
        Assert.Equal([2, 3, 4, 5, 6, 7, 8], first.Context.Select(c => c.Tick));
        Assert.Equal([0L, 0, 1, 1, 0, 0, 0], first.Context.Select(c => c.Expected));
        Assert.Equal([0L, 0, 1, 0, 0, 0, 0], first.Context.Select(c => c.Actual));
    }

    [Fact]
    public void Traces_of_other_samples_are_refused() =>
        Assert.Throws<ArgumentException>(() => Compare(Trace(), Trace() with { Samples = [10, 12] }));

    private static Comparison Compare(RunTrace expected, RunTrace actual) =>
        TraceComparer.Compare(Programs.Chain, expected, actual);

    // Two samples, numbers 10 and 11; events are (position, tick, neuron, payload); the state
    // cell is (position, tick, neuron, value).
    private static RunTrace Trace(
        (int, int, int, int)[]? hidden = null, (int, int, int, int)[]? output = null, long[]? counts = null,
        (int, int, int, int)? state = null)
    {
        int[] states = new int[2 * Ticks * 3];
        if (state is var (position, tick, neuron, value))
            states[(((position * Ticks) + tick) * 3) + neuron] = value;
        return new()
        {
            Samples = [10, 11],
            Ticks = Ticks,
            Spikes = ImmutableSortedDictionary<string, SpikeTrain[]>.Empty.Add("hid", Trains(3, hidden))
                .Add("out", Trains(2, output)),
            Counts = ImmutableSortedDictionary<string, long[]>.Empty.Add("out", counts ?? [0, 0, 0, 0]),
            States = ImmutableSortedDictionary<(string, string), int[]>.Empty.Add(("hid", "v"), states),
        };
    }

    private static SpikeTrain[] Trains(int neurons, (int Position, int Tick, int Neuron, int Payload)[]? events) =>
    [
        .. Enumerable.Range(0, 2).Select(position =>
        {
            (int Position, int Tick, int Neuron, int Payload)[] mine = [.. (events ?? []).Where(e => e.Position == position)];
            return SpikeTrain.FromEvents(
                Ticks, neurons, mine.Select(e => e.Tick).ToArray(), mine.Select(e => e.Neuron).ToArray(),
                mine.Select(e => e.Payload).ToArray());
        }),
    ];
}
