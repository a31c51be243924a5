using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>
/// A leaky integrator with exponential conductances of excitation and inhibition and a refractory period (Vogels and Abbott 2005;
/// benchmark 1, "COBA", of Brette et al., "Simulation of networks of spiking neurons", 2007), by forward Euler steps of dt:
/// <code>
/// g_e ← g_e · e_decay + exc;   g_i ← g_i · i_decay + inh
/// v ← v + step · (g_e (E_e − v) + g_i (E_i − v) + (E_l − v)),   step = dt/τ_m,   unless refractory
/// s ← v &gt; threshold;   v ← s ? v_reset : v;   refractory for that many ticks
/// </code>
/// Conductances are relative to the leak's, in 2^-conductance_bits, as are ports "exc" and "inh" (both positive);
/// they saturate at 256. Decays and step are in 2^-decay_bits. Voltages share any one unit. A step moves v at
/// most all the way to a reversal potential.
/// </summary>
internal static class ConductanceLif
{
    /// <summary>Whole bits of a conductance: it is below 256 leak conductances.</summary>
    private const int WholeBits = 8;

    /// <summary>The registry's entry.</summary>
    public static NeuronTemplate Template { get; } = new(
        "cobalif",
        "τ_m v' = g_e (e_exc − v) + g_i (e_inh − v) + (e_leak − v) with exponential g_e, g_i and a refractory period",
        [
            CommonOptions.StateBits(24, 26),
            TemplateOption.Number("conductance_bits", "fraction bits of a conductance", 4, 22, 20),
            TemplateOption.Number("decay_bits", "fraction bits of decays and step", 4, 30, 20),
            CommonOptions.Comparator,
            CommonOptions.Rounding,
            CommonOptions.AccumulatorBits,
        ],
        Parameters,
        Expand);

    private static ImmutableArray<TemplateParameter> Parameters(TemplateOptions o)
    {
        Interval decay = new(0, 1L << o.Number("decay_bits")), voltage = IntervalOps.Signed(o.Number("state_bits"));
        return
        [
            new("e_decay", "per-tick decay of g_e, in 2^-decay_bits", decay),
            new("i_decay", "per-tick decay of g_i, in 2^-decay_bits", decay),
            new("step", "dt/τ_m, in 2^-decay_bits", decay),
            new("e_exc", "excitatory reversal potential", voltage),
            new("e_inh", "inhibitory reversal potential", voltage),
            new("e_leak", "resting potential", voltage),
            new("threshold", "of v", voltage),
            new("v_reset", "v after a spike", voltage),
            new("refractory", "ticks without integration after a spike", new(0, ushort.MaxValue)),
        ];
    }

    private static MicroProgram Expand(string name, TemplateOptions o)
    {
        int bits = o.Number("state_bits");
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("cobalif", o.All);
        Value v = code.State("v", bits);
        Value moved = v;
        foreach ((string port, string g, string decay, string reversal) in
            ((string, string, string, string)[])[("exc", "ge", "e_decay", "e_exc"), ("inh", "gi", "i_decay", "e_inh")])
            moved = code.Add(moved, Current(code, o, v, port, g, decay, reversal));
        Value leak = code.MulShift(code.Sub(code.Param("e_leak"), v), code.Param("step"), o.Number("decay_bits"), o.Rounding);
        moved = code.Add(moved, leak, "moved");

        Value waiting = code.State("r", 16, signed: false);
        Value threshold = code.Param("threshold");
        Value over = o.Is("comparator", "ge") ? code.Ge(moved, threshold) : code.Gt(moved, threshold);
        Value spike = code.Select(waiting, 0, over, "s");
        Value next = code.Select(spike, code.Param("v_reset"), code.Select(waiting, v, moved));
        code.Store("v", code.Sat(next, bits, "v_next"));
        code.Store("r", code.Select(spike, code.Param("refractory"), code.Max(code.Sub(waiting, 1), 0), "r_next"));
        code.Emit(spike);
        return code.Build();
    }

    /// <summary>Steps a conductance and returns what it adds to v in this tick.</summary>
    private static Value Current(
        MicroProgramBuilder code, TemplateOptions o, Value v, string port, string conductance, string decay, string reversal)
    {
        (int fraction, int decayBits) = (o.Number("conductance_bits"), o.Number("decay_bits"));
        int bits = fraction + WholeBits;
        Value kept = code.MulShift(code.State(conductance, bits, signed: false), code.Param(decay), decayBits, o.Rounding);
        Value arrived = code.Sat(code.Accumulator(port, o.Number("accumulator_bits")), bits + 1);
        Value g = code.Min(code.Max(code.Add(kept, arrived), 0), (1 << bits) - 1, conductance + "_next");
        code.Store(conductance, g);
        // The share of the way to the reversal potential; more than all of it is an instability of the step, not of the neuron.
        Value share = code.Min(code.MulShift(g, code.Param("step"), decayBits, o.Rounding), 1 << fraction);
        return code.MulShift(code.Sub(code.Param(reversal), v), share, fraction, o.Rounding);
    }
}
