using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>
/// The neuron of SynSense's Xylo (xylosim 0.1.1, src/v2/cpp/XyloIAFNeuron.cpp), in saturating 16-bit integers, with
/// D(x, d) = x &gt;&gt; d, or the sign of x where that is 0:
/// <code>
/// i ← sat(i + a);   i ← i − D(i, i_dash)
/// v ← sat(v + sat(i − D(v, v_dash) + bias))
/// n ← min(⌊v / threshold⌋, max_spikes) where v ≥ threshold, else 0;   v ← v − n · threshold
/// </code>
/// Port "in" is a, the sum of the shifted weights of the tick's spikes. The chip adds spike after spike and saturates after each:
/// it differs in a tick where a partial sum leaves 16 bits.
/// </summary>
internal static class XyloNeuron
{
    /// <summary>Bits of the states.</summary>
    public const int StateBits = 16;

    /// <summary>The longest shift, of 4 bits.</summary>
    public const int LongestDash = 15;

    /// <summary>The registry's entry.</summary>
    public static NeuronTemplate Template { get; } = new(
        "xylo",
        "i ← i + in, then i ← i − (i >> i_dash); v ← v − (v >> v_dash) + i + bias; as many spikes as v holds thresholds, each of "
            + "which subtracts one",
        [
            TemplateOption.Number("max_spikes", "most spikes of one tick", 1, 31, 31),
            TemplateOption.Choice("bias", "whether a parameter is added to v", "no", "yes"),
            CommonOptions.AccumulatorBits,
        ],
        _ => Parameters,
        Expand);

    private static ImmutableArray<TemplateParameter> Parameters { get; } =
    [
        new("i_decay", "2^(15 − dash) of i", new(1, 1 << LongestDash)),
        new("v_decay", "2^(15 − dash) of v", new(1, 1 << LongestDash)),
        new("threshold", "of v", new(1, short.MaxValue)),
        new("bias", "added to v each tick", IntervalOps.Signed(StateBits)),
    ];

    private static MicroProgram Expand(string name, TemplateOptions o)
    {
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("xylo", o.All);
        Value a = code.Sat(code.Accumulator("in", o.Number("accumulator_bits")), 24, "a");
        Value i = code.Sat(code.Add(code.State("i", StateBits), a), StateBits, "i_in");
        Value current = code.Sat(code.Sub(i, Drop(code, i, "i_decay", "i_drop")), StateBits, "i_next");
        code.Store("i", current);
        Value v = code.State("v", StateBits);
        Value step = code.Sat(code.Sub(current, Drop(code, v, "v_decay", "v_drop")), StateBits, "step");
        if (o.Is("bias", "yes")) step = code.Sat(code.Add(step, code.Param("bias")), StateBits, "biased");
        Value now = code.Sat(code.Add(v, step), StateBits, "v_now"), threshold = code.Param("threshold");
        int most = o.Number("max_spikes");
        Value spikes = most == 1
            ? code.Ge(now, threshold, "s")
            : code.Min(code.DivShift(code.Max(now, 0), threshold, 0, Rounding.Floor), most, "s");
        // What is subtracted is not more than v.
        code.Store("v", code.Sat(code.Sub(now, code.MulShift(spikes, threshold, 0, Rounding.Floor)), StateBits));
        code.Emit(spikes);
        return code.Build();
    }

    /// <summary>D(x, d): what bit-shift decay takes from x, at least 1 of what is positive; x &gt;&gt; d is −1 or less where x
    /// is negative.</summary>
    private static Value Drop(MicroProgramBuilder code, Value x, string decay, string name)
    {
        Value shifted = code.MulShift(x, code.Param(decay), LongestDash, Rounding.Floor);
        return code.Select(shifted, shifted, code.Gt(x, 0), name);
    }
}
