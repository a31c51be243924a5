using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Runtime.Data;
using Neuro.Runtime.Runs;
using Neuro.Runtime.Verification;

namespace Neuro.Runtime.Tests.Verification;

/// <summary>Recordings of programs that fire by the event: the order of a tick's events is kept and compared.</summary>
public sealed class EventOrderTests : IDisposable
{
    private static readonly SpikeProgram Program = Programs.Chain with { Firing = Firing.Event, EventQueue = 4 };

    private readonly ScratchFolder _folder = new();

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_golden_keeps_the_order_of_events()
    {
        RunTrace trace = Trace([2, 0, 2, 1], [1, 1, 3, 1]);
        GoldenWriter.Write(_folder["g.npz"], new Golden { Trace = trace });
        SpikeTrain read = GoldenReader.Read(_folder["g.npz"], Program).Trace.Spikes["hid"][0];
        Assert.True(read.InOrder);
        Assert.Equal([2, 0, 2, 1], read.Indices);
        Assert.Equal([1, 1, 3, 1], read.Payloads!);
        Assert.True(TraceComparer.Compare(Program, trace, GoldenReader.Read(_folder["g.npz"], Program).Trace).Agrees);
    }

    [Theory]
    [InlineData("0 2 2 1", "1 1 3 1", "neuron 2, spike at place 0 of the tick's events: expected 1, got 0")]
    [InlineData("2 0 2 1", "3 1 1 1", "neuron 2, spike at place 0 of the tick's events: expected 1, got 3")]
    [InlineData("2 0 2 2 1", "1 1 1 2 1", "neuron 2, spike at place 2 of the tick's events: expected 3, got 1")]
    [InlineData("2 0 2 1 1 1", "1 1 3 1 1 -1", "neuron 1, spike at place 4 of the tick's events: expected 0, got 1")]
    [InlineData("2 0 2 0", "1 1 3 1", "neuron 0, spike: expected 1, got 2")]
    [InlineData("2 0 1", "1 1 1", "neuron 2, spike: expected 4, got 1")]
    public void The_first_difference_is_that_of_sums_or_else_of_the_order(string neurons, string payloads, string expected)
    {
        static int[] Numbers(string text) => [.. text.Split(' ').Select(int.Parse)];
        Comparison comparison = TraceComparer.Compare(
            Program, Trace([2, 0, 2, 1], [1, 1, 3, 1]), Trace(Numbers(neurons), Numbers(payloads)));
        Assert.Equal($"sample 0, tick 1, population 'hid', {expected}", $"{comparison.First}");
    }

    [Fact]
    public void A_dense_golden_is_compared_by_its_sums()
    {
        RunTrace dense = Trace([0, 1, 2], [1, 1, 4], inOrder: false);
        Assert.True(TraceComparer.Compare(Program, dense, Trace([2, 0, 2, 1], [1, 1, 3, 1])).Agrees);
    }

    private static RunTrace Trace(int[] neurons, int[] payloads, bool inOrder = true) => new()
    {
        Samples = [0],
        Ticks = 3,
        Spikes = ImmutableSortedDictionary<string, SpikeTrain[]>.Empty.Add(
            "hid", [new SpikeTrain(3, [0, 0, neurons.Length, neurons.Length], neurons, payloads, inOrder)]),
    };
}
