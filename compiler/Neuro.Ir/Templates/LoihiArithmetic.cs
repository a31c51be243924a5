namespace Neuro.Ir.Templates;

/// <summary>What the neurons of Loihi's core have in common (lava.proc.lif.models, AbstractPyLifModelFixed).</summary>
internal static class LoihiArithmetic
{
    /// <summary>Bits by which the core shifts synaptic input and thresholds to the left.</summary>
    public const int Alignment = 6;

    /// <summary>Fraction bits of decays.</summary>
    public const int DecayBits = 12;

    /// <summary>Width of a bias' mantissa, two's complement.</summary>
    public const int BiasBits = 13;

    /// <summary>What a tick may leave of a state, in 2^-12.</summary>
    public static Interval Decay { get; } = new(0, 1 << DecayBits);

    /// <summary>Mantissas of thresholds: the chip's 17 bits, and one more for thresholds that v never reaches.</summary>
    public static Interval Threshold { get; } = new(-(1 << 18), 1 << 18);

    /// <summary>Mantissas of biases.</summary>
    public static Interval Bias { get; } = IntervalOps.Signed(BiasBits);

    /// <summary>T(state, decay) = sign(state) · ((|state| · decay) &gt;&gt; 12).</summary>
    public static Value Decayed(MicroProgramBuilder code, Value state, string decay, string name) =>
        code.MulShift(state, code.Param(decay), DecayBits, Rounding.TowardZero, name);

    /// <summary>Whether <paramref name="v"/> is over <paramref name="bar"/>: Lava's core compares by &gt;, SLAYER by ≥.</summary>
    public static Value Over(MicroProgramBuilder code, TemplateOptions options, Value v, Value bar) =>
        options.Is("comparator", "ge") ? code.Ge(v, bar, "s") : code.Gt(v, bar, "s");
}
