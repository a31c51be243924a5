using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>
/// The neuron block of RANC, an emulator of TrueNorth's cores (Mack et al., RANC: Reconfigurable Architecture for Neuromorphic
/// Computing, IEEE TCAD 2021), in whose registers sums wrap around. With x the sum of the weights of active axons:
/// <code>
/// v ← wrap(v + x + leak)
/// s ← v ≥ threshold;           v ← s ? (linear ? wrap(v − threshold) : reset)
///                                : v &lt; threshold_low ? (linear ? wrap(v − threshold_low) : wrap(−reset)) : v
/// </code>
/// The block adds axon by axon and wraps each time, which is the same modulo 2^potential_bits.
/// </summary>
internal static class RancNeuron
{
    private const int WidestPotential = 24;
    private static readonly Interval Potential = IntervalOps.Signed(WidestPotential);

    /// <summary>The registry's entry.</summary>
    public static NeuronTemplate Template { get; } = new(
        "ranc",
        "v ← wrap(v + x + leak); a spike where v ≥ threshold, which sets v to reset or subtracts the threshold; below "
            + "threshold_low v becomes −reset, or loses threshold_low",
        [TemplateOption.Number("potential_bits", "width of v, two's complement", 2, WidestPotential, 9)],
        _ => Parameters,
        Expand);

    private static ImmutableArray<TemplateParameter> Parameters { get; } =
    [
        new("leak", "added to v each tick", Potential),
        new("threshold", "from which v spikes", Potential),
        new("threshold_low", "below which v is reset as well", Potential),
        new("reset", "v after a spike; −v after falling below threshold_low", Potential),
        new("linear", "1 to subtract the threshold that was crossed, 0 to reset", new(0, 1)),
    ];

    private static MicroProgram Expand(string name, TemplateOptions o)
    {
        int bits = o.Number("potential_bits");
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("ranc", o.All);
        Value sum = code.Add(code.State("v", bits), code.Wrap(code.Accumulator("in"), bits));
        Value v = code.Wrap(code.Add(sum, code.Param("leak")), bits, "v_now");
        Value threshold = code.Param("threshold"), low = code.Param("threshold_low");
        Value reset = code.Param("reset"), linear = code.Param("linear");
        Value spike = code.Ge(v, threshold, "s");
        Value above = code.Select(linear, code.Sub(v, threshold), reset);
        Value below = code.Select(linear, code.Sub(v, low), code.Neg(reset));
        Value next = code.Select(spike, above, code.Select(code.Lt(v, low), below, v));
        code.Store("v", code.Wrap(next, bits, "v_next"));
        code.Emit(spike);
        return code.Build();
    }
}
