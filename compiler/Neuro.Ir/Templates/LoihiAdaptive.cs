using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>
/// SLAYER's adaptive-threshold neuron in its fixed-point form (lava.lib.dl.slayer.neuron.alif with dynamics.leaky_integrator and
/// dynamics.adaptive_threshold), T as in <see cref="LoihiNeuron"/>, port "in" in weight units:
/// <code>
/// u ← T(u, u_decay) + ((a + bias) &lt;&lt; 6);   v ← T(v, v_decay) + u
/// h ← T(h, threshold_decay);   r ← T(r, refractory_decay);   θ = (threshold &lt;&lt; 6) + h
/// s ← v ≥ θ + r;   r ← r + 2θ · s;   h ← h + (step &lt;&lt; 6) · s
/// </code>
/// v is not reset: the refractory state r, risen by 2θ, keeps the neuron silent. SLAYER's integers have no width; here states
/// saturate at 28 bits.
/// </summary>
internal static class LoihiAdaptive
{
    private const int StateBits = 28;
    private const int InputBits = StateBits - LoihiArithmetic.Alignment;

    /// <summary>The registry's entry.</summary>
    public static NeuronTemplate Template { get; } = new(
        "loihi_alif",
        "u ← T(u, u_decay) + (a << 6); v ← T(v, v_decay) + u; a spike where v ≥ θ + r, which then raises θ by step and r by 2θ",
        [
            // SLAYER's ≥ is the default.
            TemplateOption.Choice("comparator", "v ≥ θ + r or v > θ + r", "ge", "gt"),
            TemplateOption.Choice("bias", "no bias, or parameter bias", "none", "parameter"),
            CommonOptions.AccumulatorBits,
        ],
        _ => Parameters,
        Expand);

    private static ImmutableArray<TemplateParameter> Parameters { get; } =
    [
        new("u_decay", "what a tick leaves of u, in 2^-12: 4096 − iDecay", LoihiArithmetic.Decay),
        new("v_decay", "what a tick leaves of v, in 2^-12: 4096 − vDecay", LoihiArithmetic.Decay),
        new("threshold_decay", "what a tick leaves of the threshold's rise h, in 2^-12: 4096 − thDecay", LoihiArithmetic.Decay),
        new("refractory_decay", "what a tick leaves of r, in 2^-12: 4096 − refDecay", LoihiArithmetic.Decay),
        new("threshold", "at rest, in 2^6", LoihiArithmetic.Threshold),
        new("threshold_step", "rise of the threshold per spike, in 2^6", LoihiArithmetic.Threshold),
        new("bias", "added to the input each tick, in weight units", LoihiArithmetic.Bias),
    ];

    private static MicroProgram Expand(string name, TemplateOptions o)
    {
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("loihi_alif", o.All);
        Value a = code.Sat(code.Accumulator("in", o.Number("accumulator_bits")), InputBits);
        if (o.Is("bias", "parameter")) a = code.Add(a, code.Param("bias"));
        a = code.Shl(a, LoihiArithmetic.Alignment, "a");
        Value u = Next(code, "u", code.Add(Kept(code, "u", "u_decay"), a));
        Value v = Next(code, "v", code.Add(Kept(code, "v", "v_decay"), u));
        Value rise = Kept(code, "h", "threshold_decay"), refractory = Kept(code, "r", "refractory_decay");
        Value threshold = code.Add(code.Shl(code.Param("threshold"), LoihiArithmetic.Alignment), rise, "theta");
        Value spike = LoihiArithmetic.Over(code, o, v, code.Add(threshold, refractory, "bar"));
        Value step = code.Shl(code.Param("threshold_step"), LoihiArithmetic.Alignment);
        Next(code, "h", code.Add(rise, code.Select(spike, step, 0)));
        Next(code, "r", code.Add(refractory, code.Select(spike, code.Shl(threshold, 1), 0)));
        code.Emit(spike);
        return code.Build();
    }

    private static Value Kept(MicroProgramBuilder code, string state, string decay) =>
        LoihiArithmetic.Decayed(code, code.State(state, StateBits), decay, $"{state}_kept");

    private static Value Next(MicroProgramBuilder code, string state, Value value)
    {
        Value next = code.Sat(value, StateBits, $"{state}_next");
        code.Store(state, next);
        return next;
    }
}
