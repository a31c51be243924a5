using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Runtime.Data;

namespace Neuro.Benchmarks.Workloads;

/// <summary>
/// W3: 12 inputs, 40 recurrent neurons, 7 outputs, 256 ticks × 140 samples: the size of the braille-reading networks of the NIR
/// paper (Pedersen et al., Nat. Commun. 2024). Synaptic current and membrane both leak, int8 weights:
///   i ← alpha · i + Σ w;  v ← beta · v + i;  spike where v &gt; threshold, and then v ← 0.
/// </summary>
internal static class RecurrentNetwork
{
    private const int Inputs = 12, Hidden = 40, Outputs = 7, Ticks = 256, Samples = 140;

    // Decays in units of 2^-16: 0.6, 0.9.
    private const int Alpha = 39322, Beta = 58982;
    private const int HiddenThreshold = 700, OutputThreshold = 900;
    private const double InputRate = 0.1;

    /// <summary>The workload: all samples as one batch.</summary>
    public static Workload Create()
    {
        SplitMix64 random = new(31);
        sbyte[] w1 = Draw(Inputs * Hidden, 30, 60), wr = Draw(Hidden * Hidden, -4, 40), w2 = Draw(Hidden * Outputs, 8, 50);
        SpikeTrain[] trains = BernoulliInput.Create(Samples, Ticks, Inputs, InputRate, seed: 33);
        return new()
        {
            Name = "W3",
            Program = Program(w1, wr, w2),
            Ticks = Ticks,
            BatchSize = Samples,
            Input = new("input", trains),
            Repetitions = 10,
            CSource = "recurrent.c",
            WritePeerData = data =>
            {
                data.Add<int>([Samples, Ticks, Inputs, Hidden, Outputs, Alpha, Beta, HiddenThreshold, OutputThreshold]);
                data.Add<sbyte>(w1);
                data.Add<sbyte>(wr);
                data.Add<sbyte>(w2);
                BernoulliInput.Write(data, trains);
            },
        };
        sbyte[] Draw(int count, double mean, double deviation) =>
            [.. Enumerable.Range(0, count).Select(_ => random.WeightCode(mean, deviation))];
    }

    private static SpikeProgram Program(sbyte[] w1, sbyte[] wr, sbyte[] w2)
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
            Name = "recurrent",
            TimeStep = new(1, 1000),
            Neurons = [Neuron()],
            Populations =
            [
                new() { Name = "input", Shape = [Inputs] },
                Neurons("hidden", Hidden, phase: 1, HiddenThreshold),
                Neurons("output", Outputs, phase: 2, OutputThreshold),
            ],
            Projections =
            [
                first,
                first with { Name = "recurrent", Source = "hidden", Weight = IrValue.FromArray("wr"), Delay = 1 },
                first with { Name = "second", Source = "hidden", Target = "output", Weight = IrValue.FromArray("w2") },
            ],
            Arrays =
            [
                IrArray.Wrap("w1", [Inputs, Hidden], 8, signed: true, w1),
                IrArray.Wrap("wr", [Hidden, Hidden], 8, signed: true, wr),
                IrArray.Wrap("w2", [Hidden, Outputs], 8, signed: true, w2),
            ],
            Outputs = ["output"],
        };
    }

    private static Population Neurons(string name, int size, int phase, int threshold) => new()
    {
        Name = name,
        Shape = [size],
        Neuron = "cubalif",
        Phase = phase,
        Parameters = ImmutableSortedDictionary<string, IrValue>.Empty
            .Add("alpha", Alpha).Add("beta", Beta).Add("threshold", threshold),
    };

    private static MicroProgram Neuron()
    {
        MicroProgramBuilder b = new("cubalif");
        (Value i, Value v) = (b.State("i", 24), b.State("v", 24));
        Value current = b.Sat(b.Add(b.MulShift(i, b.Param("alpha"), 16, Rounding.Floor), b.Accumulator("in")), 24, "current");
        Value charged = b.Sat(b.Add(b.MulShift(v, b.Param("beta"), 16, Rounding.Floor), current), 24, "charged");
        Value fired = b.Gt(charged, b.Param("threshold"), "fired");
        b.Store("i", current);
        b.Store("v", b.Select(fired, 0, charged));
        b.Emit(fired);
        return b.Build();
    }
}
