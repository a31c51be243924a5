using System.Globalization;

namespace Neuro.Ir.Templates;

/// <summary>
/// The neurons of NIR (I, LI, IF, LIF, CubaLI, CubaLIF) in fixed point. Port "in" is the input x in weight codes; states are
/// "i" (with a synapse) and "v", of <see cref="StateBits"/> bits each:
/// <code>
/// y ← x · gain / 2^GainShift · 2^InputShift + bias
/// i ← sat(i · i_decay / 2^DecayBits + y)                          (without a synapse: y enters v directly)
/// v ← v · v_decay / 2^DecayBits + i · 2^CurrentShift + leak
/// s ← v &gt; threshold;   v ← sat(s ? reset : v)
/// </code>
/// Every division rounds by <see cref="Rounding"/>. No intermediate exceeds 32 bits: what is shifted left is first clamped to
/// <see cref="StateBits"/> + 3 bits after the shift, beyond which the state saturates whatever is added. The caller keeps every
/// decay within 0..2^DecayBits, and bias, leak, threshold and v_reset within StateBits.
/// </summary>
public sealed record LinearNeuronTemplate
{
    /// <summary>Widest state: with it, v · decay + input + bias still fits 32 bits.</summary>
    public const int MaximumStateBits = 28;

    /// <summary>The NIR kind it stands for ("LIF", "CubaLIF", …).</summary>
    public required string Kind { get; init; }

    /// <summary>Width of the states, two's complement, 2 to <see cref="MaximumStateBits"/>.</summary>
    public int StateBits { get; init; } = 24;

    /// <summary>Fraction bits of the decays.</summary>
    public int DecayBits { get; init; } = 16;

    /// <summary>Whether there is a synaptic current i, with parameter i_decay.</summary>
    public bool Synapse { get; init; }

    /// <summary>Whether v decays, by parameter v_decay; otherwise it keeps what it has.</summary>
    public bool Leaky { get; init; }

    /// <summary>Fraction bits of the per-neuron input gain, parameter gain of at most
    /// 2^GainShift in magnitude; null for none.</summary>
    public int? GainShift { get; init; }

    /// <summary>Fraction bits that the first state has beyond the weight code; negative to drop low bits of the input.</summary>
    public int InputShift { get; init; }

    /// <summary>With a synapse: fraction bits that v has beyond i; negative to drop low bits of i.</summary>
    public int CurrentShift { get; init; }

    /// <summary>Whether parameter bias is added to the input.</summary>
    public bool Bias { get; init; }

    /// <summary>With a synapse: whether parameter leak is added to v.</summary>
    public bool Leak { get; init; }

    /// <summary>How products and right shifts round.</summary>
    public Rounding Rounding { get; init; } = Rounding.Nearest;

    /// <summary>How v spikes, with parameter threshold; null where v itself is emitted.</summary>
    public LinearSpike? Spike { get; init; } = new();

    /// <summary>Without spikes: bits of v that the payload drops.</summary>
    public int OutputShift { get; init; }

    /// <summary>Width of the accumulator: 32 or 64.</summary>
    public int AccumulatorBits { get; init; } = 32;

    /// <summary>The micro-program, called <paramref name="name"/>.</summary>
    public MicroProgram Expand(string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(StateBits, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(StateBits, MaximumStateBits);
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind(Kind.ToLowerInvariant(), Options());
        Value input = Input(code);
        Value v = code.State("v", StateBits);
        Value updated = Leaky ? code.MulShift(v, code.Param("v_decay"), DecayBits, Rounding, "v_kept") : v;
        if (Synapse)
        {
            Value i = code.MulShift(code.State("i", StateBits), code.Param("i_decay"), DecayBits, Rounding, "i_kept");
            i = code.Sat(code.Add(i, input), StateBits, "i_next");
            code.Store("i", i);
            updated = code.Add(updated, Shifted(code, i, CurrentShift, StateBits));
            if (Leak) updated = code.Add(updated, code.Param("leak"));
        }
        else
        {
            updated = code.Add(updated, input);
        }
        if (Spike is null) EmitMembrane(code, updated);
        else if (Spike.MaximumCount > 1) EmitCount(code, Spike.BeforeUpdate ? v : code.Sat(updated, StateBits), updated);
        else EmitSpike(code, Spike.BeforeUpdate ? v : updated, updated);
        return code.Build();
    }

    private Value Input(MicroProgramBuilder code)
    {
        Value x = code.Accumulator("in", AccumulatorBits);
        if (GainShift is { } shift) x = code.MulShift(code.Sat(x, 31), code.Param("gain"), shift, Rounding);
        x = Shifted(code, x, InputShift, 32);
        return Bias ? code.Add(x, code.Param("bias")) : x;
    }

    /// <summary>value · 2^shift, clamped to StateBits + 3 bits where
    /// <paramref name="bits"/>-bit values would exceed them.</summary>
    private Value Shifted(MicroProgramBuilder code, Value value, int shift, int bits)
    {
        int room = StateBits + 3;
        if (shift < 0)
        {
            // A shift by 31 leaves the sign's rounding: nothing more can be dropped from 32 bits.
            int drop = Math.Min(-shift, 31);
            value = code.Shr(value, drop, Rounding);
            return bits - drop + 1 > room ? code.Sat(value, room) : value;
        }
        if (bits + shift > room) value = code.Sat(value, Math.Max(room - shift, 1));
        return shift > 0 ? code.Shl(value, Math.Min(shift, room - 1)) : value;
    }

    private void EmitMembrane(MicroProgramBuilder code, Value updated)
    {
        Value v = code.Sat(updated, StateBits, "v_next");
        code.Store("v", v);
        code.Emit(OutputShift > 0 ? code.Shr(v, OutputShift, Rounding) : v);
    }

    private void EmitSpike(MicroProgramBuilder code, Value decisive, Value updated)
    {
        Value threshold = code.Param("threshold");
        Value spike = Spike!.Inclusive ? code.Ge(decisive, threshold, "s") : code.Gt(decisive, threshold, "s");
        Value after = Spike.Reset switch
        {
            LinearReset.Zero => 0,
            LinearReset.Subtract => code.Sub(updated, threshold),
            _ => code.Param("v_reset"),
        };
        code.Store("v", code.Sat(code.Select(spike, after, updated), StateBits, "v_next"));
        code.Emit(spike);
    }

    private void EmitCount(MicroProgramBuilder code, Value decisive, Value updated)
    {
        Value threshold = code.Param("threshold");
        Value count = code.Max(code.DivShift(decisive, threshold, 0, Rounding.Floor), 0);
        count = code.Min(count, Spike!.MaximumCount, "s");
        Value after = Spike.Reset switch
        {
            LinearReset.Zero => code.Select(count, 0, updated),
            LinearReset.Subtract => code.Sub(updated, code.MulShift(count, threshold, 0, Rounding.Floor)),
            _ => code.Select(count, code.Param("v_reset"), updated),
        };
        code.Store("v", code.Sat(after, StateBits, "v_next"));
        code.Emit(count);
    }

    private IEnumerable<(string Name, string Value)> Options()
    {
        yield return ("state_bits", Text(StateBits));
        if (Synapse || Leaky) yield return ("decay_bits", Text(DecayBits));
        if (GainShift is { } gain) yield return ("gain_shift", Text(gain));
        yield return ("input_shift", Text(InputShift));
        if (Synapse) yield return ("current_shift", Text(CurrentShift));
        yield return ("rounding", Rounding.ToString());
        if (Spike is null)
        {
            yield return ("output_shift", Text(OutputShift));
            yield break;
        }
        yield return (
            "reset", Spike.Reset switch { LinearReset.Zero => "zero", LinearReset.Subtract => "subtract", _ => "to-value" });
        yield return ("comparator", Spike.Inclusive ? "ge" : "gt");
        yield return ("decision", Spike.BeforeUpdate ? "before" : "after");
        yield return ("maximum_count", Text(Spike.MaximumCount));
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
