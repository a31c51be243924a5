using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>
/// Lava's sigma-delta neuron in fixed point (lava.proc.sdn: SigmaDelta, Delta, Sigma), which sends graded spikes where what it
/// would say has changed enough. With e = spike_exponent and 6 bits of state beyond a payload:
/// <code>
/// σ ← σ + x;   y = relu(σ + (bias &lt;&lt; e + 6));   δ = y − y' + residue;   y' ← y
/// s ← |δ| ≥ (threshold &lt;&lt; e + 6) ? δ : 0;   residue ← δ − s;   the payload is s &gt;&gt; 6
/// </code>
/// A "delta" neuron encodes its input, y = x &lt;&lt; e + 6; a "sigma" neuron sends σ itself. With error "cumulative" the sum of
/// δ since the last spike is compared instead of δ. Lava keeps these states in 32 bits; here they saturate at 29.
/// </summary>
internal static class LoihiSigmaDelta
{
    private const int SigmaBits = 29;
    private const int StateExponent = 6;

    /// <summary>The registry's entry.</summary>
    public static NeuronTemplate Template { get; } = new(
        "loihi_sigma_delta",
        "σ ← σ + x; y = relu(σ + bias); δ = y − y' + residue; sends δ where |δ| ≥ threshold, else keeps it as residue",
        [
            TemplateOption.Choice("mode", "sum and encode, encode only, or sum only", "sigma_delta", "delta", "sigma"),
            TemplateOption.Choice("activation", "of the sum", "relu", "unit"),
            TemplateOption.Choice("error", "what is compared with the threshold", "last", "cumulative"),
            TemplateOption.Choice("bias", "no bias, or parameter bias", "none", "parameter"),
            TemplateOption.Number("spike_exponent", "fraction bits of a payload", 0, 7, 6),
            CommonOptions.AccumulatorBits,
        ],
        Parameters,
        Expand);

    private static ImmutableArray<TemplateParameter> Parameters(TemplateOptions o) =>
    [
        new("threshold", "of a change, in 2^(spike_exponent + 6)",
            new(0, 1L << (SigmaBits - StateExponent - o.Number("spike_exponent")))),
        new("bias", "added to the sum, in 2^(spike_exponent + 6)", LoihiArithmetic.Bias),
    ];

    private static MicroProgram Expand(string name, TemplateOptions o)
    {
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("loihi_sigma_delta", o.All);
        int exponent = o.Number("spike_exponent") + StateExponent;
        Value x = code.Accumulator("in", o.Number("accumulator_bits"));
        if (o.Is("mode", "sigma"))
        {
            code.Emit(Sum(code, x));
            return code.Build();
        }
        Value y = o.Is("mode", "delta")
            ? code.Shl(code.Sat(x, SigmaBits - exponent), exponent, "y")
            : Activated(code, o, Sum(code, x), exponent);
        Value delta = code.Add(code.Sub(y, code.State("act", SigmaBits + 1)), code.State("residue", SigmaBits), "delta");
        code.Store("act", y);
        Value measure = delta;
        if (o.Is("error", "cumulative")) measure = code.Add(code.State("error", SigmaBits + 1), delta);
        Value due = code.Ge(code.Abs(measure), code.Shl(code.Param("threshold"), exponent), "due");
        Value sent = code.Select(due, delta, 0, "sent");
        if (o.Is("error", "cumulative"))
            code.Store("error", code.Sat(code.Select(sent, 0, measure), SigmaBits + 1));
        code.Store("residue", code.Sat(code.Select(due, 0, delta), SigmaBits));
        code.Emit(code.Shr(sent, StateExponent, Rounding.Floor));
        return code.Build();
    }

    private static Value Sum(MicroProgramBuilder code, Value x)
    {
        Value sigma = code.Sat(code.Add(code.State("sigma", SigmaBits), code.Sat(x, SigmaBits)), SigmaBits, "sigma_next");
        code.Store("sigma", sigma);
        return sigma;
    }

    private static Value Activated(MicroProgramBuilder code, TemplateOptions o, Value sigma, int exponent)
    {
        if (o.Is("bias", "parameter")) sigma = code.Add(sigma, code.Shl(code.Param("bias"), exponent));
        return o.Is("activation", "relu") ? code.Max(sigma, 0, "y") : sigma;
    }
}
