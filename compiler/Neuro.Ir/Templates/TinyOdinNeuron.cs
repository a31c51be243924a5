using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>
/// The neuron of tinyODIN (Frenkel, github.com/ChFrenkel/tinyODIN, lif_neuron.v): a membrane of 12 bits that saturates, a leak of
/// a fixed amount toward 0 that an event of its own triggers, an unsigned threshold:
/// <code>
/// v ← sat12(v + in)                                             at a synaptic or virtual event
/// v ← v ≥ 0 ? max(v − leak, 0) : min(v + leak, 0)               where port "leak_event" is not 0
/// s ← v ≥ threshold (so v ≥ 0);   v ← s ? 0 : v;   emitted where enabled
/// </code>
/// A neuron that is not enabled is reset all the same. A threshold above 2047 is never reached.
/// </summary>
internal static class TinyOdinNeuron
{
    private const int MembraneBits = 12;

    /// <summary>The registry's entry.</summary>
    public static NeuronTemplate Template { get; } = new(
        "tinyodin",
        "v ← sat12(v + in), or v moved toward 0 by leak where port leak_event is not 0; a spike where v ≥ threshold, then v ← 0",
        [TemplateOption.Number("membrane_bits", "width of v, two's complement", 8, 16, MembraneBits)],
        _ => Parameters,
        Expand);

    private static ImmutableArray<TemplateParameter> Parameters { get; } =
    [
        new("threshold", "of v, unsigned", new(0, 4095)),
        new("leak", "by which a leak event moves v toward 0", new(0, 127)),
        new("enabled", "whether spikes are emitted", new(0, 1)),
    ];

    private static MicroProgram Expand(string name, TemplateOptions o)
    {
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("tinyodin", o.All);
        int bits = o.Number("membrane_bits");
        Value v = code.State("v", bits), leak = code.Param("leak");
        // One event brings one weight of 4 bits; wider sums, which no chip has, saturate.
        Value integrated = code.Sat(code.Add(v, code.Sat(code.Accumulator("in"), 16)), bits, "integrated");
        Value down = code.Max(code.Sub(v, leak), 0, "down"), up = code.Min(code.Add(v, leak), 0, "up");
        Value leaked = code.Select(code.Lt(v, 0), up, down, "leaked");
        Value now = code.Select(code.Accumulator("leak_event"), leaked, integrated, "now");
        Value spike = code.Ge(now, code.Param("threshold"), "spike");
        code.Store("v", code.Sat(code.Select(spike, 0, now), bits));
        code.Emit(code.Min(spike, code.Param("enabled")));
        return code.Build();
    }
}
