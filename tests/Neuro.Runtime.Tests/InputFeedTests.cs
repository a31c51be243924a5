using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Runtime.Data;

namespace Neuro.Runtime.Tests;

public sealed class InputFeedTests
{
    private static readonly SpikeProgram Program = new()
    {
        Name = "fed",
        TimeStep = new(1, 1000),
        Populations =
        [
            new() { Name = "x", Shape = [3] }, new() { Name = "x.rows", Shape = [3, 2] }, new() { Name = "clock", Shape = [2] },
        ],
        Metadata = ImmutableSortedDictionary<string, string>.Empty
            .Add(InputFeed.FactOf("x.rows"), "x").Add(InputFeed.FactOf("clock"), InputFeed.EveryTick),
    };

    [Fact]
    public void Only_inputs_that_nothing_feeds_are_left_for_data() =>
        Assert.Equal(["x"], InputFeed.Open(Program).Select(p => p.Name));

    [Fact]
    public void A_larger_input_gets_each_event_of_another_as_several()
    {
        SpikeTrain train = SpikeTrain.FromEvents(2, 3, [0, 1, 1], [2, 0, 1], [1, 5, 1]);
        SpikeTrain rows = InputFeed.Complete(Program, new("x", [train]), 1, 2).Trains["x.rows"][0];
        Assert.Equal(6, rows.Neurons);
        Assert.Equal([4, 5], rows.IndicesAt(0).ToArray());
        Assert.Equal([0, 1, 2, 3], rows.IndicesAt(1).ToArray());
        Assert.Equal([5, 5, 1, 1], rows.PayloadsAt(1).ToArray());
    }

    [Fact]
    public void A_clock_has_an_event_of_each_neuron_in_every_tick_beyond_the_datas_end()
    {
        InputBatch batch = InputFeed.Complete(Program, new("x", [SpikeTrain.Empty(1, 3), SpikeTrain.Empty(1, 3)]), 2, 4);
        Assert.Equal(2, batch.Trains["clock"].Count);
        for (int tick = 0; tick < 4; tick++) Assert.Equal([0, 1], batch.Trains["clock"][1].IndicesAt(tick).ToArray());
    }

    [Fact]
    public void Programs_without_such_facts_get_what_they_are_given()
    {
        InputBatch input = new("x", [SpikeTrain.Empty(1, 3)]);
        Assert.Same(input, InputFeed.Complete(Program with { Metadata = Program.Metadata.Clear() }, input, 1, 1));
    }
}
