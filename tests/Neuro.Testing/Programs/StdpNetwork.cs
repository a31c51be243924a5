using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Testing.Programs;

/// <summary>
/// 784 inputs to N excitatory neurons with adaptive thresholds, one winner at a time, after Diehl and Cook (Front. Comput.
/// Neurosci.
/// 9:99, 2015) and Querlioz et al. (IJCNN 2011):
/// <code>
/// trace  t ← t − t/16 + 256·spike                                         of each input
/// v      v ← v − v/32 + Σ w, or 0 in the tick after a spike of any neuron
/// winner the largest v − threshold − θ of the tick before that is not negative: it spikes, θ ← θ + increment
/// STDP   at a spike, w ← w + rate·(t − w)
/// </code>
/// The increment is 0 where it does not learn, and θ outlives samples.
/// </summary>
public static class StdpNetwork
{
    /// <summary>Ticks of a sample, encoded as <c>rate:gain=0.625</c>.</summary>
    public const int Ticks = 20;

    private const int Pixels = 784;
    private const int LargestWeight = 4095;

    /// <summary>The network with <paramref name="neurons"/> neurons and random weights.</summary>
    /// <param name="neurons">N.</param>
    /// <param name="increment">Of θ at a spike, in units of v.</param>
    /// <param name="rate">Of STDP, in 4096ths.</param>
    /// <param name="pixels">Inputs.</param>
    public static SpikeProgram Create(int neurons, int increment, int rate = 60, int pixels = Pixels)
    {
        Random random = new(1);
        int[] weights = [.. Enumerable.Range(0, pixels * neurons).Select(_ => random.Next(LargestWeight / 3))];
        ImmutableSortedDictionary<string, IrValue> none = ImmutableSortedDictionary<string, IrValue>.Empty;
        return new()
        {
            Name = $"{pixels}-{neurons} STDP",
            TimeStep = new Rational(1, 1000),
            Seed = 1,
            Arrays = [IrArray.Create("weights", [pixels, neurons], 12, false, weights)],
            Neurons = [Relay(), Excitatory()],
            Rules = [Stdp()],
            Populations =
            [
                new() { Name = "in", Shape = [pixels], PayloadMinimum = 0, PayloadMaximum = 1 },
                new() { Name = "pre", Shape = [pixels], Neuron = "relay", Phase = 1 },
                new()
                {
                    Name = "exc",
                    Shape = [neurons],
                    Neuron = "excitatory",
                    Phase = 2,
                    Parameters = none.Add("threshold", 20000).Add("increment", increment),
                    Inference = none.Add("increment", 0),
                    Initial = none.Add("margin", -1),
                    Kept = ["theta"],
                },
            ],
            Projections =
            [
                new() { Name = "relay", Source = "in", Target = "pre", Port = "x", Connectivity = new OneToOne(), Weight = 1 },
                new()
                {
                    Name = "input",
                    Source = "pre",
                    Target = "exc",
                    Port = "x",
                    Connectivity = new Dense(),
                    Weight = IrValue.FromArray("weights"),
                    Plasticity = new()
                    {
                        WeightMinimum = 0,
                        WeightMaximum = LargestWeight,
                        Steps =
                        [
                            new()
                            {
                                Rule = "stdp",
                                Trigger = StepTrigger.Post,
                                Arrays = ImmutableSortedDictionary<string, string>.Empty.Add("w", "weight"),
                                Inputs = ImmutableSortedDictionary<string, RuleInput>.Empty
                                    .Add("trace", new(RuleInputKind.PreState, Name: "trace"))
                                    .Add("rate", new(RuleInputKind.Constant, rate)),
                            },
                        ],
                    },
                },
            ],
            Reductions =
            [
                new() { Name = "winner", Source = "exc", State = "margin", Target = "exc", Port = "win",
                    Kind = ReductionKind.KMax, Floor = 0 },
                new() { Name = "none", Source = "exc", State = "margin", Target = "exc", Port = "free",
                    Kind = ReductionKind.Miss, Floor = 0 },
            ],
            Outputs = ["exc"],
        };
    }

    private static MicroProgram Relay()
    {
        MicroProgramBuilder b = new("relay");
        Value spike = b.Accumulator("x");
        Value trace = b.State("trace", 16);
        Value kept = b.Sub(trace, b.Shr(trace, 4, Rounding.Floor));
        b.Store("trace", b.Sat(b.Add(kept, b.Select(spike, 256, 0)), 16));
        b.Emit(spike);
        return b.Build();
    }

    private static MicroProgram Excitatory()
    {
        MicroProgramBuilder b = new("excitatory");
        Value win = b.Accumulator("win");
        Value v = b.State("v", 28);
        Value theta = b.State("theta", 28);
        b.State("margin", 30);
        Value integrated = b.Sat(b.Add(b.Sub(v, b.Shr(v, 5, Rounding.Floor)), b.Accumulator("x")), 28, "integrated");
        Value next = b.Select(b.Accumulator("free"), integrated, 0, "next");
        Value threshold = b.Sat(b.Add(theta, b.Select(win, b.Param("increment"), 0)), 28, "adapted");
        b.Store("v", next);
        b.Store("theta", threshold);
        b.Store("margin", b.Sub(b.Sub(next, b.Param("threshold")), threshold));
        b.Emit(win);
        return b.Build();
    }

    private static MicroProgram Stdp()
    {
        MicroProgramBuilder b = new("stdp");
        Value w = b.State("w", 12, signed: false);
        Value change = b.MulShift(b.Sub(b.Param("trace"), w), b.Param("rate"), 12, Rounding.Nearest, "change");
        b.Store("w", b.Min(b.Max(b.Add(w, change), 0), LargestWeight));
        return b.Build();
    }
}
