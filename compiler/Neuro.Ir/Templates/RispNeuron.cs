using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>
/// The neuron of RISP (Plank et al., The Case for RISP: A Reduced Instruction Spiking Processor, 2022; src/risp.cpp of
/// TENNLab-UTK/framework-open):
/// <code>
/// v ← v + x;   s ← v ≥ threshold;   v ← s or leak ? 0 : max(v, min_potential)
/// </code>
/// RISP looks only at neurons that something arrives at. That makes a difference where the threshold is 0 or less: with the
/// option "arrivals" such a neuron spikes only in ticks in which port "arrivals" is not 0.
/// </summary>
internal static class RispNeuron
{
    private const int WidestState = 28;

    /// <summary>The registry's entry.</summary>
    public static NeuronTemplate Template { get; } = new(
        "risp",
        "v ← v + x; a spike where v ≥ threshold, which sets v to 0; otherwise v stays above min_potential, or leaks away",
        [
            CommonOptions.StateBits(16, WidestState),
            TemplateOption.Choice("looks", "at every neuron, or at those that something arrives at", "always", "arrivals"),
        ],
        _ => Parameters,
        Expand);

    private static ImmutableArray<TemplateParameter> Parameters { get; } =
    [
        new("threshold", "from which v spikes", IntervalOps.Signed(WidestState)),
        new("min_potential", "below which v does not stay", new(-(1 << (WidestState - 1)), 0)),
        new("leak", "1 where v is lost with each tick, else 0", new(0, 1)),
    ];

    private static MicroProgram Expand(string name, TemplateOptions o)
    {
        int bits = o.Number("state_bits");
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("risp", o.All);
        Value x = code.Sat(code.Accumulator("in"), WidestState);
        Value v = code.Sat(code.Add(code.State("v", bits), x), bits, "v_now");
        Value threshold = code.Param("threshold");
        // A threshold that no potential reaches.
        if (o.Is("looks", "arrivals")) threshold = code.Select(code.Accumulator("arrivals"), threshold, int.MaxValue);
        Value spike = code.Ge(v, threshold, "s");
        Value kept = code.Max(v, code.Param("min_potential"));
        code.Store("v", code.Sat(code.Select(code.Or(spike, code.Param("leak")), 0, kept), bits));
        code.Emit(spike);
        return code.Build();
    }
}
