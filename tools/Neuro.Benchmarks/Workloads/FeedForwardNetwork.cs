using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Runtime.Data;

namespace Neuro.Benchmarks.Workloads;

/// <summary>
/// W2: 784-512-10 leaky integrate-and-fire neurons, int8 weights, 100 ticks, Bernoulli input:
///   v ← decay · v + Σ w;  spike where v &gt; threshold, and then v ← v − threshold.
/// </summary>
internal static class FeedForwardNetwork
{
    /// <summary>Sizes of the layers.</summary>
    public const int Inputs = 784, Hidden = 512, Outputs = 10;

    /// <summary>Ticks of one sample.</summary>
    public const int Ticks = 100;

    /// <summary>Leak in units of 2^-16: 0.95.</summary>
    public const int Decay = 62259;

    /// <summary>Thresholds of the two layers, chosen for hidden rates of a few percent.</summary>
    public const int HiddenThreshold = 700, OutputThreshold = 500;

    /// <summary>The workload at one batch size and input rate.</summary>
    public static Workload Create(int batchSize, int inputPercent)
    {
        (sbyte[] w1, sbyte[] w2) = Weights();
        SpikeTrain[] trains = BernoulliInput.Create(batchSize, Ticks, Inputs, inputPercent / 100.0, seed: 23);
        return new()
        {
            Name = $"W2 batch {batchSize}, {inputPercent}%",
            Program = Program(w1, w2),
            Ticks = Ticks,
            BatchSize = batchSize,
            Input = new("input", trains),
            RunsInTorch = batchSize > 1,
            Repetitions = batchSize == 1 ? 100 : 2,
            CSource = "feedforward.c",
            WritePeerData = data =>
            {
                data.Add<int>([batchSize, Ticks, Inputs, Hidden, Outputs, Decay, HiddenThreshold, OutputThreshold]);
                data.Add<sbyte>(w1);
                data.Add<sbyte>(w2);
                BernoulliInput.Write(data, trains);
            },
        };
    }

    /// <summary>Normal weights, slightly positive on average, as trained layers that spike have them.</summary>
    private static (sbyte[] First, sbyte[] Second) Weights()
    {
        SplitMix64 random = new(21);
        return (Draw(Inputs * Hidden, 0.5, 20), Draw(Hidden * Outputs, 1, 25));
        sbyte[] Draw(int count, double mean, double deviation) =>
            [.. Enumerable.Range(0, count).Select(_ => random.WeightCode(mean, deviation))];
    }

    private static SpikeProgram Program(sbyte[] w1, sbyte[] w2)
    {
        Projection first = new()
        {
            Name = "first",
            Source = "input",
            Target = "hidden",
            Port = "in",
            Connectivity = new Dense(),
            Weight = IrValue.FromArray("w1"),
        };
        return new()
        {
            Name = "feedforward",
            TimeStep = new(1, 1000),
            Neurons = [Neuron()],
            Populations =
            [
                new() { Name = "input", Shape = [Inputs] },
                new() { Name = "hidden", Shape = [Hidden], Neuron = "lif", Phase = 1, Parameters = Parameters(HiddenThreshold) },
                new() { Name = "output", Shape = [Outputs], Neuron = "lif", Phase = 2, Parameters = Parameters(OutputThreshold) },
            ],
            Projections =
            [
                first,
                first with { Name = "second", Source = "hidden", Target = "output", Weight = IrValue.FromArray("w2") },
            ],
            Arrays =
            [
                IrArray.Wrap("w1", [Inputs, Hidden], 8, signed: true, w1),
                IrArray.Wrap("w2", [Hidden, Outputs], 8, signed: true, w2),
            ],
            Outputs = ["output"],
        };
    }

    private static ImmutableSortedDictionary<string, IrValue> Parameters(int threshold) =>
        ImmutableSortedDictionary<string, IrValue>.Empty.Add("decay", Decay).Add("threshold", threshold);

    private static MicroProgram Neuron()
    {
        MicroProgramBuilder b = new("lif");
        Value v = b.State("v", 24);
        Value charged = b.Add(b.MulShift(v, b.Param("decay"), 16, Rounding.Floor), b.Accumulator("in"), "charged");
        Value fired = b.Gt(charged, b.Param("threshold"), "fired");
        b.Store("v", b.Sat(b.Select(fired, b.Sub(charged, b.Param("threshold")), charged), 24));
        b.Emit(fired);
        return b.Build();
    }
}
