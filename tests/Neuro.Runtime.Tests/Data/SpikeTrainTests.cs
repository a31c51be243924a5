using Neuro.Runtime.Data;

namespace Neuro.Runtime.Tests.Data;

public class SpikeTrainTests
{
    [Fact]
    public void Dense_and_events_are_two_forms_of_the_same_train()
    {
        System.Random random = new(2);
        for (int round = 0; round < 300; round++)
        {
            int ticks = random.Next(0, 12), neurons = random.Next(1, 40);
            int[] dense = new int[ticks * neurons];
            List<(int Tick, int Index, int Payload)> events = [];
            for (int k = random.Next(0, 1 + dense.Length); k > 0; k--)
            {
                var e = (Tick: random.Next(ticks), Index: random.Next(neurons), Payload: random.Next(round % 2 == 0 ? 1 : -3, 4));
                events.Add(e);
                dense[(e.Tick * neurons) + e.Index] += e.Payload;
            }
            SpikeTrain train = SpikeTrain.FromEvents(
                ticks, neurons, [.. events.Select(e => e.Tick)], [.. events.Select(e => e.Index)],
                [.. events.Select(e => e.Payload)]);
            Assert.Equal(dense, train.ToDense());
            Assert.Equal(dense.Count(v => v != 0), train.EventCount);
            AssertEqual(train, SpikeTrain.FromDense(dense, ticks, neurons));
            if (dense.All(v => v is >= 0 and <= 255))
                AssertEqual(train, SpikeTrain.FromDense([.. dense.Select(v => (byte)v)], ticks, neurons));
        }
    }

    [Fact]
    public void Duplicates_merge_by_adding_their_payloads()
    {
        SpikeTrain train = SpikeTrain.FromEvents(3, 5, [2, 0, 2, 2], [4, 1, 4, 0]);
        Assert.Equal([0, 1, 1, 3], train.Offsets);
        Assert.Equal([1, 0, 4], train.Indices);
        Assert.Equal<int[]>([1, 1, 2], train.Payloads!);
        Assert.Equal([0, 4], train.IndicesAt(2).ToArray());
        Assert.Equal([1, 2], train.PayloadsAt(2).ToArray());
    }

    [Fact]
    public void Plain_spikes_carry_no_payload_array() =>
        Assert.Null(SpikeTrain.FromDense((ReadOnlySpan<byte>)[0, 1, 1, 0], 2, 2).Payloads);

    [Fact]
    public void Ticks_can_be_cut_and_extended()
    {
        SpikeTrain train = SpikeTrain.FromDense((ReadOnlySpan<int>)[0, 3, 1, 0, 1, 1], 3, 2);
        Assert.Equal([0, 3, 1, 0], train.WithTicks(2).ToDense());
        Assert.Equal([0, 3, 1, 0, 1, 1, 0, 0], train.WithTicks(4).ToDense());
    }

    [Theory]
    [InlineData(new[] { 0, 2 }, new[] { 1, 1 }, null)]
    [InlineData(new[] { 0, 2 }, new[] { 1, 0 }, null)]
    [InlineData(new[] { 0, 1 }, new[] { 4 }, null)]
    [InlineData(new[] { 0, 1 }, new[] { -1 }, null)]
    [InlineData(new[] { 0, 1 }, new[] { 0 }, new[] { 0 })]
    [InlineData(new[] { 0, 1 }, new[] { 0, 1 }, null)]
    [InlineData(new[] { 0, 3, 1 }, new[] { 0 }, null)]
    public void Arrays_of_another_form_are_refused(int[] offsets, int[] indices, int[]? payloads) =>
        Assert.Throws<ArgumentException>(() => new SpikeTrain(4, offsets, indices, payloads));

    [Fact]
    public void Events_outside_of_the_population_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SpikeTrain.FromEvents(2, 2, [2], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpikeTrain.FromEvents(2, 2, [0], [-1]));
        Assert.Throws<OverflowException>(() => SpikeTrain.FromEvents(1, 1, [0, 0], [0, 0], [int.MaxValue, 1]));
    }

    internal static void AssertEqual(SpikeTrain expected, SpikeTrain actual)
    {
        Assert.Equal(expected.Neurons, actual.Neurons);
        Assert.Equal(expected.Offsets, actual.Offsets);
        Assert.Equal(expected.Indices, actual.Indices);
        Assert.Equal(expected.Payloads, actual.Payloads);
    }

    [Fact]
    public void A_train_in_order_keeps_the_order_of_events_and_repetitions()
    {
        SpikeTrain train = SpikeTrain.FromEventsInOrder(4, 5, [2, 0, 2, 2, 0], [4, 1, 4, 0, 3], [1, 2, 3, 1, 0]);
        Assert.Equal([0, 1, 1, 4, 4], train.Offsets);
        Assert.Equal([1, 4, 4, 0], train.Indices);
        Assert.Equal([2, 1, 3, 1], train.Payloads!);
        Assert.True(train.WithTicks(9).InOrder);
        Assert.Equal(4, train.ToDense()[2 * 5 + 4]);
        SpikeTrain merged = train.Merged();
        Assert.False(merged.InOrder);
        Assert.Equal([0, 1, 1, 3, 3], merged.Offsets);
        Assert.Equal([1, 0, 4], merged.Indices);
        Assert.Equal([2, 1, 4], merged.Payloads!);
        Assert.Same(merged, merged.Merged());
    }

    [Fact]
    public void Merging_clamps_sums_and_drops_events_that_cancel()
    {
        SpikeTrain train = SpikeTrain.FromEventsInOrder(1, 2, [0, 0, 0, 0], [1, 0, 1, 0], [int.MaxValue, 5, 1, -5]);
        Assert.Equal([1], train.Merged().Indices);
        Assert.Equal([int.MaxValue], train.Merged().Payloads!);
    }

    [Fact]
    public void A_train_in_order_stays_within_its_population()
    {
        Assert.Throws<ArgumentException>(() => SpikeTrain.FromEventsInOrder(1, 2, [0], [2]));
        Assert.Throws<ArgumentException>(() => SpikeTrain.FromEventsInOrder(1, 2, [0], [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpikeTrain.FromEventsInOrder(1, 2, [1], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpikeTrain.FromEventsInOrder(1, 2, [-1], [0]));
    }
}
