using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Testing.Programs;

/// <summary>
/// A perceptron with one hidden layer that learns by error-modulated deltas, one sample a tick:
/// <code>
/// h = max(0, x·W₁)   o = h·W₂   e = label − softmax(o), 0 where small   δ = e·B for h &gt; 0   ΔW₁ = η₁·x·δ   ΔW₂ = η₂·h·e
/// ΔB = ΔW₂ᵀ
/// </code>
/// The way back, B, is a projection of its own that learns what W₂ learns: weights need no transport (Kolen and Pollack 1994;
/// Akrout et al., NeurIPS 2019).
/// </summary>
public static class PulsedPerceptron
{
    /// <summary>Largest payload of an input.</summary>
    public const int Levels = 15;

    private const int Hidden = 64;
    private const int Classes = 10;
    private const int HiddenBits = 6;
    private const int ErrorBits = 12;
    private const int Largest = short.MaxValue;

    /// <summary>The network.</summary>
    /// <param name="inputs">Inputs.</param>
    /// <param name="range1">Largest weight of the first layer.</param>
    /// <param name="range2">Largest weight of the second layer.</param>
    /// <param name="rate1">η₁.</param>
    /// <param name="rate2">η₂.</param>
    /// <param name="ignored">Errors below this are 0.</param>
    /// <param name="seed">Seed of weights and draws.</param>
    /// <param name="hidden">Hidden neurons.</param>
    public static SpikeProgram Create(
        int inputs, double range1, double range2, double rate1, double rate2, double ignored, int seed, int hidden = Hidden)
    {
        Random random = new(seed);
        int[] Draw(int count, double range, double largest) =>
            [.. Enumerable.Range(0, count).Select(_ => (int)((2 * random.NextDouble() - 1) * largest / range * Largest))];
        int[] forward = Draw(hidden * Classes, range2, 0.3);
        ImmutableSortedDictionary<string, IrValue> none = ImmutableSortedDictionary<string, IrValue>.Empty;
        // x counts in 1/15, a weight in range/32767, h in 2^-6, the logits in 2^-8 of log₂, e in 2^-12.
        int hiddenGain = (int)Math.Round(range1 / (Levels * (double)Largest) * Math.ScaleB(1, HiddenBits + 24));
        int outputGain = (int)Math.Round(range2 / Largest / Math.ScaleB(1, HiddenBits) * Math.Log2(Math.E)
            * Math.ScaleB(1, 8 + 24));
        int back = (int)Math.Round(range2 / Largest * Math.ScaleB(1, 24));
        int first = (int)Math.Round(rate1 / Levels / range1 * Largest * Math.ScaleB(1, 20 - ErrorBits));
        int second = (int)Math.Round(rate2 / range2 * Largest * Math.ScaleB(1, 20 - ErrorBits - HiddenBits));
        return new()
        {
            Name = $"{inputs}-{hidden}-{Classes}",
            TimeStep = new Rational(1, 1000),
            Seed = (ulong)seed,
            Arrays =
            [
                IrArray.Create("w1", [inputs, hidden], 16, true, Draw(inputs * hidden, range1, 0.1)),
                IrArray.Create("w2", [hidden, Classes], 16, true, forward),
                IrArray.Create("w2back", [Classes, hidden], 16, true,
                    [.. Enumerable.Range(0, hidden * Classes).Select(k => forward[k % hidden * Classes + k / hidden])]),
            ],
            Neurons = [HiddenNeuron(), OutputNeuron(), ErrorNeuron(), BackNeuron()],
            Rules = [Delta()],
            Populations =
            [
                new() { Name = "in", Shape = [inputs], PayloadMaximum = Levels },
                new() { Name = "label", Shape = [Classes] },
                new() { Name = "hid", Shape = [hidden], Neuron = "hidden", Phase = 1, Parameters = none.Add("gain", hiddenGain) },
                new() { Name = "out", Shape = [Classes], Neuron = "output", Phase = 2,
                    Parameters = none.Add("gain", outputGain) },
                new()
                {
                    Name = "err", Shape = [Classes], Neuron = "error", Phase = 3,
                    Parameters = none.Add("ignored", (int)(ignored * (1 << ErrorBits))),
                },
                new() { Name = "back", Shape = [hidden], Neuron = "back", Phase = 4, Parameters = none.Add("gain", back) },
            ],
            Projections =
            [
                Plastic("fc1", "in", "hid", "w1", first, "delta"),
                Plastic("fc2", "hid", "out", "w2", second, "e"),
                new() { Name = "lesson", Source = "label", Target = "err", Port = "label", Connectivity = new OneToOne(),
                    Weight = 1 },
                Plastic("feedback", "err", "back", "w2back", second, "h"),
                new() { Name = "active", Source = "hid", Target = "back", Port = "active", Connectivity = new OneToOne(),
                    Weight = 1 },
            ],
            Reductions =
            [
                new()
                {
                    Name = "softmax", Source = "out", State = "o", Target = "err", Port = "share", Kind = ReductionKind.Softmax,
                    Count = ErrorBits, FractionBits = 8,
                },
            ],
            Outputs = ["out"],
        };
    }

    private static Projection Plastic(string name, string source, string target, string weights, int rate, string post) => new()
    {
        Name = name,
        Source = source,
        Target = target,
        Port = "x",
        Connectivity = new Dense(),
        Weight = IrValue.FromArray(weights),
        Plasticity = new()
        {
            WeightMinimum = -Largest,
            WeightMaximum = Largest,
            Steps =
            [
                new()
                {
                    Rule = "delta",
                    Trigger = StepTrigger.Pre,
                    Arrays = ImmutableSortedDictionary<string, string>.Empty.Add("w", "weight"),
                    Inputs = ImmutableSortedDictionary<string, RuleInput>.Empty
                        .Add("pre", new(RuleInputKind.PreEvent))
                        .Add("post", post switch
                        {
                            "delta" => new(RuleInputKind.PostModulator, Population: "back", Name: "delta"),
                            "e" => new(RuleInputKind.PostModulator, Population: "err", Name: "e"),
                            _ => new(RuleInputKind.PostModulator, Population: "hid", Name: "h"),
                        })
                        .Add("rate", new(RuleInputKind.Constant, rate)),
                },
            ],
        },
    };

    private static MicroProgram HiddenNeuron()
    {
        MicroProgramBuilder b = new("hidden");
        b.State("h", 13);
        Value h = b.Max(b.Sat(b.MulShift(b.Accumulator("x"), b.Param("gain"), 24, Rounding.Nearest), 13), 0, "rectified");
        b.Store("h", h);
        b.Emit(h);
        return b.Build();
    }

    private static MicroProgram OutputNeuron()
    {
        MicroProgramBuilder b = new("output");
        b.State("o", 20);
        Value o = b.Sat(b.MulShift(b.Accumulator("x", 64), b.Param("gain"), 24, Rounding.Nearest), 20, "logit");
        b.Store("o", o);
        b.Emit(o);
        return b.Build();
    }

    private static MicroProgram ErrorNeuron()
    {
        MicroProgramBuilder b = new("error");
        b.State("e", 14);
        Value difference = b.Sat(b.Sub(b.Shl(b.Select(b.Accumulator("label"), 1, 0), ErrorBits), b.Accumulator("share")), 14,
            "difference");
        Value e = b.Select(b.Ge(b.Abs(difference), b.Param("ignored")), difference, 0, "kept");
        b.Store("e", e);
        b.Emit(e);
        return b.Build();
    }

    private static MicroProgram BackNeuron()
    {
        MicroProgramBuilder b = new("back");
        b.State("delta", 18);
        Value delta = b.Sat(b.MulShift(b.Accumulator("x", 64), b.Param("gain"), 24, Rounding.Nearest), 18, "sum");
        b.Store("delta", b.Select(b.Accumulator("active"), delta, 0));
        return b.Build();
    }

    private static MicroProgram Delta()
    {
        MicroProgramBuilder b = new("delta");
        Value w = b.State("w", 16);
        Value product = b.MulShift(b.Param("pre"), b.Param("post"), 0, Rounding.Floor, "product");
        Value change = b.MulShift(product, b.Param("rate"), 20, Rounding.Nearest, "change");
        b.Store("w", b.Min(b.Max(b.Add(w, b.Sat(change, 17)), -Largest), Largest));
        return b.Build();
    }
}
