using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>
/// E. M. Izhikevich, "Simple model of spiking neurons", IEEE Trans. Neural Networks 14(6), 2003, integrated as the program
/// printed there does: a neuron at or above 30 mV at the start of a tick spikes and is reset, then v takes 2^substep_shift
/// Euler steps with u held, then u takes one.
/// <code>
/// if v ≥ 30: v ← c, u ← u + d, spike
/// v ← v + h/n · (0.04 v² + 5 v + 140 − u + I)      n times
/// u ← u + h · a · (b v − u)
/// </code>
/// One tick is h = 2^-tick_shift ms. Voltages, u, c, d and port "in" (the current I) are in 2^-fraction_bits mV; a and b are in
/// 2^-24. v is kept within −128..128 mV after every step, which cuts the upstroke above the peak of 30 mV; u within ±512.
/// </summary>
internal static class Izhikevich
{
    /// <summary>Fraction bits of the coefficients a and b.</summary>
    private const int CoefficientBits = 24;

    /// <summary>4 · 0.04 per mV and ms in 2^-30, for v²/4: v² itself would not fit 32 bits with 18 bits of fraction.</summary>
    private const int Quadratic = 171_798_692;

    /// <summary>The registry's entry.</summary>
    public static NeuronTemplate Template { get; } = new(
        "izhikevich",
        "v' = 0.04 v² + 5 v + 140 − u + I, u' = a (b v − u); at 30 mV a spike, v ← c, u ← u + d",
        [
            TemplateOption.Number("fraction_bits", "fraction bits of a millivolt", 6, 18, 16),
            TemplateOption.Number("tick_shift", "one tick is 2^-tick_shift ms", 0, 8, 0),
            TemplateOption.Number("substep_shift", "v takes 2^substep_shift steps per tick", 0, 3, 1),
            CommonOptions.Rounding,
            CommonOptions.AccumulatorBits,
        ],
        Parameters,
        Expand);

    private static ImmutableArray<TemplateParameter> Parameters(TemplateOptions o)
    {
        int fraction = o.Number("fraction_bits");
        return
        [
            new("a", "recovery rate per ms, in 2^-24", new(0, 1 << CoefficientBits)),
            new("b", "sensitivity of u to v, in 2^-24", IntervalOps.Signed(CoefficientBits + 3)),
            new("c", "v after a spike, in 2^-fraction_bits mV", IntervalOps.Signed(fraction + 8)),
            new("d", "what a spike adds to u, in 2^-fraction_bits mV", IntervalOps.Signed(fraction + 10)),
        ];
    }

    private static MicroProgram Expand(string name, TemplateOptions o)
    {
        (int f, int tick, int substep) = (o.Number("fraction_bits"), o.Number("tick_shift"), o.Number("substep_shift"));
        (int vBits, int uBits) = (f + 8, f + 10);
        Rounding rounding = o.Rounding;
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("izhikevich", o.All);
        Value current = code.Sat(code.Accumulator("in", o.Number("accumulator_bits")), f + 11, "current");
        Value v = code.State("v", vBits), u = code.State("u", uBits);
        Value spike = code.Ge(v, 30 << f, "s");
        v = code.Select(spike, code.Param("c"), v);
        u = code.Sat(code.Select(spike, code.Add(u, code.Param("d")), u), uBits);
        Value drive = code.Add(code.Sub(current, u), 140 << f, "drive");
        for (int step = 0; step < 1 << substep; step++)
        {
            Value quadratic = code.MulShift(code.MulShift(v, v, f + 2, rounding), Quadratic, 30, rounding);
            Value linear = code.Add(code.Shl(v, 2), v);
            Value rate = code.Add(code.Add(quadratic, linear), drive);
            v = code.Sat(code.Add(v, code.Shr(rate, tick + substep, rounding)), vBits);
        }
        Value target = code.MulShift(v, code.Param("b"), CoefficientBits, rounding);
        Value change = code.MulShift(code.Sub(target, u), code.Param("a"), CoefficientBits + tick, rounding);
        code.Store("v", v);
        code.Store("u", code.Sat(code.Add(u, change), uBits, "u_next"));
        code.Emit(spike);
        return code.Build();
    }
}
