using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>
/// A leaky integrator whose threshold rises with every spike and decays back (Bellec et al., "Long short-term memory and
/// learning-to-learn in networks of spiking neurons", 2018, eq. 1 and 2). Port "in" is in units of v; a is the threshold's rise:
/// <code>
/// v ← v · v_decay / 2^decay_bits + x · 2^input_shift
/// a ← a · a_decay / 2^decay_bits
/// s ← v &gt; threshold + a;   a ← a + s · a_jump;   v ← s ? reset : v
/// </code>
/// Reset by subtraction takes the resting threshold off v, as the paper does.
/// </summary>
internal static class AdaptiveLif
{
    /// <summary>The registry's entry.</summary>
    public static NeuronTemplate Template { get; } = new(
        "alif",
        "v ← v · v_decay + x; a ← a · a_decay; a spike where v crosses threshold + a, which then raises a by a_jump",
        [
            CommonOptions.StateBits(24, 28),
            TemplateOption.Number("decay_bits", "fraction bits of the decays", 1, 30, 16),
            TemplateOption.Number("input_shift", "fraction bits that v has beyond the weight code", 0, 31, 0),
            CommonOptions.Reset,
            CommonOptions.Comparator,
            CommonOptions.Rounding,
            CommonOptions.AccumulatorBits,
        ],
        Parameters,
        Expand);

    private static ImmutableArray<TemplateParameter> Parameters(TemplateOptions o)
    {
        Interval decay = new(0, 1L << o.Number("decay_bits")), state = IntervalOps.Signed(o.Number("state_bits"));
        return
        [
            new("v_decay", "per-tick decay of v, in 2^-decay_bits", decay),
            new("a_decay", "per-tick decay of the threshold's rise, in 2^-decay_bits", decay),
            new("a_jump", "rise of the threshold per spike, in units of v", state),
            new("threshold", "at rest", state),
            new("v_reset", "v after a spike", state),
        ];
    }

    private static MicroProgram Expand(string name, TemplateOptions o)
    {
        (int bits, int fraction, int shift) = (o.Number("state_bits"), o.Number("decay_bits"), o.Number("input_shift"));
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("alif", o.All);
        // Beyond bits + 3 bits of input v saturates whatever else is added, so clamping there changes nothing.
        int room = bits + 3;
        Value x = code.Sat(code.Accumulator("in", o.Number("accumulator_bits")), Math.Max(room - shift, 1));
        if (shift > 0) x = code.Shl(x, Math.Min(shift, room - 1));
        Value v = code.Add(
            code.MulShift(code.State("v", bits), code.Param("v_decay"), fraction, o.Rounding, "v_kept"), x, "v_now");
        Value a = code.MulShift(code.State("a", bits), code.Param("a_decay"), fraction, o.Rounding, "a_kept");
        Value threshold = code.Param("threshold");
        Value bar = code.Add(threshold, a, "bar");
        Value spike = o.Is("comparator", "ge") ? code.Ge(v, bar, "s") : code.Gt(v, bar, "s");
        code.Store("a", code.Sat(code.Add(a, code.Select(spike, code.Param("a_jump"), 0)), bits, "a_next"));
        Value after = CommonOptions.ResetOf(o) switch
        {
            LinearReset.Zero => 0,
            LinearReset.Subtract => code.Sub(v, threshold),
            _ => code.Param("v_reset"),
        };
        code.Store("v", code.Sat(code.Select(spike, after, v), bits, "v_next"));
        code.Emit(spike);
        return code.Build();
    }
}
