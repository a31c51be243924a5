using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>
/// The integrate-and-fire neuron of SynSense's DYNAP-CNN and Speck, a tick at a time as sinabs emulates it
/// (sinabs/layers/iaf.py with MultiSpike, sinabs/backend/dynapcnn/discretize.py), in saturating 16-bit integers:
/// <code>
/// v ← sat(v + a + bias);   n ← max(⌊v / threshold⌋, 0);   v ← v − n · threshold, or 0 where n &gt; 0
/// </code>
/// </summary>
internal static class DynapcnnNeuron
{
    /// <summary>Bits of the state.</summary>
    public const int StateBits = 16;

    /// <summary>The registry's entry.</summary>
    public static NeuronTemplate Template { get; } = new(
        "dynapcnn",
        "v ← v + in + bias at 16 bits; as many spikes as v holds thresholds, each of which subtracts one, or v ← 0",
        [
            TemplateOption.Choice("reset", "what spikes do to v", "subtract", "zero"),
            TemplateOption.Choice("bias", "whether a parameter is added to v", "no", "yes"),
            TemplateOption.Number("max_spikes", "most spikes of one tick", 1, short.MaxValue, short.MaxValue),
            CommonOptions.AccumulatorBits,
        ],
        _ => Parameters,
        Expand);

    private static ImmutableArray<TemplateParameter> Parameters { get; } =
    [
        new("threshold", "of v", new(1, short.MaxValue)),
        new("bias", "added to v each tick", IntervalOps.Signed(StateBits)),
    ];

    private static MicroProgram Expand(string name, TemplateOptions o)
    {
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("dynapcnn", o.All);
        Value sum = code.Add(code.State("v", StateBits), code.Sat(code.Accumulator("in", o.Number("accumulator_bits")), 28, "a"));
        if (o.Is("bias", "yes")) sum = code.Add(sum, code.Param("bias"));
        Value v = code.Sat(sum, StateBits, "v_now"), threshold = code.Param("threshold");
        Value held = code.DivShift(code.Max(v, 0), threshold, 0, Rounding.Floor);
        Value spikes = code.Min(held, o.Number("max_spikes"), "s");
        Value rest = o.Is("reset", "zero")
            ? code.Select(spikes, 0, v)
            : code.Sat(code.Sub(v, code.MulShift(spikes, threshold, 0, Rounding.Floor)), StateBits);
        code.Store("v", rest);
        code.Emit(spikes);
        return code.Build();
    }
}
