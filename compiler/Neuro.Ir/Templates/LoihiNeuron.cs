using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>
/// The compartment of Loihi's digital core, as Lava's bit-accurate process models compute it (lava.proc.lif: LIF, LIFReset,
/// TernaryLIF), with T(x, k) = sign(x) · ((|x| · k) &gt;&gt; 12), which truncates toward zero:
/// <code>
/// u ← T(u, u_decay) + (a &lt;&lt; 6)          u_decay = 4096 − (du + 1); then ∓ 2^24 where u &gt; 2^23 or u ≤ −2^23
/// v ← clip(T(v, v_decay) + u + b, ±(2^23 − 1))         v_decay = 4096 − dv; b = bias · 2^bias_exponent
/// s ← v &gt; threshold &lt;&lt; 6;   v ← s ? 0 : v
/// </code>
/// Port "in" is a, in weight units. Ternary neurons also send −1 where v &lt; threshold_low &lt;&lt; 6. Periodic ones clear u
/// and v before the update of every tick t ≥ k with (t − k) mod interval = 0, k being the initial "clock". With a bias port b
/// comes with each tick's events, as an input layer's pixels do. Inputs beyond ±2^21 and currents beyond ±2^27, which no core's
/// synapses reach, saturate.
/// </summary>
internal static class LoihiNeuron
{
    /// <summary>Most ticks between two clearings.</summary>
    public const int LongestInterval = 1 << 16;

    // Beyond the 24 bits of the chip, so that one step of wrapping shows what Lava's does.
    private const int CurrentBits = 28;
    private const int InputBits = CurrentBits - LoihiArithmetic.Alignment;
    private const int HalfRange = 1 << 23;

    /// <summary>The registry's entry.</summary>
    public static NeuronTemplate Template { get; } = new(
        "loihi",
        "u ← T(u, u_decay) + (a << 6), wrapped at 24 bits; v ← clip(T(v, v_decay) + u + bias); a spike where v > threshold << 6, "
            + "then v ← 0",
        [
            CommonOptions.Comparator,
            TemplateOption.Choice("polarity", "spikes of 1, or also of −1 below a lower threshold", "positive", "ternary"),
            TemplateOption.Choice("output", "spikes, or v itself for a read-out", "spike", "membrane"),
            TemplateOption.Choice("clear", "whether u and v are cleared every so many ticks", "never", "periodic"),
            TemplateOption.Choice("bias", "no bias, parameter bias, or port bias", "none", "parameter", "port"),
            TemplateOption.Number("bias_exponent", "power of two of the bias; below 0 it drops low bits", -7, 7, 6),
            CommonOptions.AccumulatorBits,
        ],
        _ => Parameters,
        Expand);

    private static ImmutableArray<TemplateParameter> Parameters { get; } =
    [
        new("u_decay", "what a tick leaves of u, in 2^-12: 4096 − iDecay", LoihiArithmetic.Decay),
        new("v_decay", "what a tick leaves of v, in 2^-12: 4096 − vDecay", LoihiArithmetic.Decay),
        new("threshold", "of v, in 2^6", LoihiArithmetic.Threshold),
        new("threshold_low", "of v for spikes of −1, in 2^6", LoihiArithmetic.Threshold),
        new("bias", "mantissa of what is added to v each tick", LoihiArithmetic.Bias),
        new("interval", "ticks from one clearing to the next", new(1, LongestInterval)),
    ];

    private static MicroProgram Expand(string name, TemplateOptions o)
    {
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("loihi", o.All);
        Value a = code.Shl(
            code.Sat(code.Accumulator("in", o.Number("accumulator_bits")), InputBits), LoihiArithmetic.Alignment, "a");
        Value u = code.State("u", CurrentBits), v = code.State("v", 24);
        if (o.Is("clear", "periodic"))
        {
            Value clock = code.State("clock", 17, signed: false), due = code.Eq(clock, 0, "due");
            (u, v) = (code.Select(due, 0, u), code.Select(due, 0, v));
            Value rest = code.Max(code.Sub(clock, 1), 0);
            code.Store("clock", code.Select(due, code.Sub(code.Param("interval"), 1), rest));
        }
        u = code.Sat(Wrapped(code, code.Add(LoihiArithmetic.Decayed(code, u, "u_decay", "u_kept"), a)), CurrentBits, "u_next");
        code.Store("u", u);
        v = code.Add(LoihiArithmetic.Decayed(code, v, "v_decay", "v_kept"), u);
        if (Bias(code, o) is { } bias) v = code.Add(v, bias);
        v = code.Max(code.Min(v, HalfRange - 1), 1 - HalfRange, "v_now");
        if (o.Is("output", "membrane"))
        {
            code.Store("v", v);
            code.Emit(v);
            return code.Build();
        }
        Value spike = LoihiArithmetic.Over(code, o, v, code.Shl(code.Param("threshold"), LoihiArithmetic.Alignment));
        if (o.Is("polarity", "ternary"))
        {
            Value below = code.Lt(v, code.Shl(code.Param("threshold_low"), LoihiArithmetic.Alignment), "below");
            spike = code.Sub(spike, below, "signed");
        }
        code.Store("v", code.Select(spike, 0, v));
        code.Emit(spike);
        return code.Build();
    }

    private static Value Wrapped(MicroProgramBuilder code, Value sum)
    {
        Value low = code.Select(code.Le(sum, -HalfRange), code.Add(sum, 2 * HalfRange), sum);
        return code.Select(code.Gt(sum, HalfRange), code.Sub(sum, 2 * HalfRange), low);
    }

    private static Value? Bias(MicroProgramBuilder code, TemplateOptions o)
    {
        if (o.Is("bias", "none")) return null;
        Value mantissa = o.Is("bias", "port") ? code.Sat(code.Accumulator("bias"), LoihiArithmetic.BiasBits) : code.Param("bias");
        int exponent = o.Number("bias_exponent");
        return exponent < 0 ? code.Shr(mantissa, -exponent, Rounding.Floor) : code.Shl(mantissa, exponent);
    }
}
