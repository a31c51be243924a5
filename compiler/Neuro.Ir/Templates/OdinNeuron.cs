using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>
/// The leaky integrate-and-fire neuron of ODIN (Frenkel et al., IEEE TBioCAS 13(1), 2019; github.com/ChFrenkel/ODIN,
/// lif_neuron_state.v and lif_calcium.v): an unsigned membrane of 8 bits that saturates at both ends.
/// <code>
/// v ← clamp(v + in, 0, 255)                     at a synaptic or virtual event
/// v ← max(v − leak, 0)                          where port "leak_event" is not 0
/// s ← v ≥ threshold;   v ← s ? 0 : v;   emitted where enabled
/// </code>
/// With calcium "sdsp" also what spike-driven synaptic plasticity needs: where ca_enabled, calcium (0 … 7) goes up by 1 with a
/// spike and down by 1 with every ca_leak-th leak event (never where ca_leak is 0; neither where both happen), and
/// <code>
/// up   ← v ≥ theta_mem and theta1 ≤ calcium &lt; theta3          down ← v &lt; theta_mem and theta1 ≤ calcium &lt; theta2
/// </code>
/// of the new v and calcium, for the synapses' next events.
/// </summary>
internal static class OdinNeuron
{
    private const int LargestMembrane = 255, LargestCalcium = 7;

    /// <summary>The registry's entry.</summary>
    public static NeuronTemplate Template { get; } = new(
        "odin_lif",
        "v ← clamp(v + in, 0, 255), or max(v − leak, 0) where port leak_event is not 0; a spike where v ≥ threshold, then v ← 0",
        [TemplateOption.Choice("calcium", "no calcium, or calcium and the flags of SDSP", "none", "sdsp")],
        _ => Parameters,
        Expand);

    private static ImmutableArray<TemplateParameter> Parameters { get; } =
    [
        new("threshold", "of v; 256 is never reached", new(0, LargestMembrane + 1)),
        new("leak", "by which a leak event lowers v", new(0, 127)),
        new("enabled", "whether spikes are emitted", new(0, 1)),
        new("ca_enabled", "whether calcium changes and the flags are set", new(0, 1)),
        new("theta_mem", "of v, between depression and potentiation", new(0, LargestMembrane)),
        new("theta1", "least calcium at which weights change", new(0, LargestCalcium)),
        new("theta2", "calcium from which weights no longer go down", new(0, LargestCalcium)),
        new("theta3", "calcium from which weights no longer go up", new(0, LargestCalcium)),
        new("ca_leak", "leak events for which calcium goes down by 1; 0 for never", new(0, 31)),
    ];

    private static MicroProgram Expand(string name, TemplateOptions o)
    {
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("odin_lif", o.All);
        Value v = code.State("v", 8, signed: false), leaks = code.Ne(code.Accumulator("leak_event"), 0, "leaks");
        Value sum = code.Add(v, code.Sat(code.Accumulator("in"), 16));
        Value integrated = code.Max(code.Min(sum, LargestMembrane), 0, "integrated");
        Value leaked = code.Max(code.Sub(v, code.Param("leak")), 0, "leaked");
        Value now = code.Select(leaks, leaked, integrated, "now");
        Value spike = code.Ge(now, code.Param("threshold"), "spike");
        Value after = code.Max(code.Min(code.Select(spike, 0, now), LargestMembrane), 0, "after");
        code.Store("v", after);
        if (o.Is("calcium", "sdsp")) Calcium(code, leaks, spike, after);
        code.Emit(code.Min(spike, code.Param("enabled")));
        return code.Build();
    }

    private static void Calcium(MicroProgramBuilder code, Value leaks, Value spike, Value after)
    {
        Value on = code.Param("ca_enabled"), period = code.Param("ca_leak");
        Value calcium = code.State("calcium", 3, signed: false), count = code.State("ca_count", 5, signed: false);
        Value counts = code.And(code.And(on, leaks), code.Ne(period, 0), "counts");
        Value due = code.And(counts, code.Eq(count, code.Sub(period, 1)), "due");
        Value stepped = code.Select(due, 0, code.And(code.Add(count, 1), 31));
        code.Store("ca_count", code.And(code.Select(counts, stepped, count), 31));
        Value more = code.And(on, code.Gt(spike, due)), less = code.And(on, code.Gt(due, spike));
        Value moved = code.Sub(code.Add(calcium, more), less);
        Value now = code.Max(code.Min(moved, LargestCalcium), 0, "calcium_now");
        code.Store("calcium", now);
        Value open = code.And(on, code.Le(code.Param("theta1"), now), "open");
        Value high = code.Ge(after, code.Param("theta_mem"), "high");
        code.State("up", 1, signed: false);
        code.State("down", 1, signed: false);
        code.Store("up", code.And(code.And(open, high), code.Lt(now, code.Param("theta3"))));
        code.Store("down", code.And(code.And(open, code.Eq(high, 0)), code.Lt(now, code.Param("theta2"))));
    }
}
