using System.Collections.Immutable;

namespace Neuro.Ir.Templates;

/// <summary>The neurons of NIR as templates: the registry's view of <see cref="LinearNeuronTemplate"/>.</summary>
internal static class LinearTemplates
{
    /// <summary>IF, LI, LIF, CubaLI and CubaLIF.</summary>
    public static ImmutableArray<NeuronTemplate> All { get; } =
    [
        Make("if", "v ← v + x; a spike where v crosses the threshold", synapse: false, leaky: false, spiking: true),
        Make("li", "v ← v · v_decay + x; v is the output", synapse: false, leaky: true, spiking: false),
        Make("lif", "v ← v · v_decay + x; a spike where v crosses the threshold", synapse: false, leaky: true, spiking: true),
        Make("cubali", "i ← i · i_decay + x; v ← v · v_decay + i; v is the output", synapse: true, leaky: true, spiking: false),
        Make("cubalif", "i ← i · i_decay + x; v ← v · v_decay + i; a spike where v crosses the threshold",
            synapse: true, leaky: true, spiking: true),
    ];

    private static NeuronTemplate Make(string name, string description, bool synapse, bool leaky, bool spiking)
    {
        List<TemplateOption> options =
        [
            CommonOptions.StateBits(24, LinearNeuronTemplate.MaximumStateBits),
            TemplateOption.Number("decay_bits", "fraction bits of the decays", 1, 30, 16),
            TemplateOption.Number("input_shift", "fraction bits that the first state has beyond the weight code", -31, 31, 0),
            TemplateOption.Choice("bias", "whether a parameter is added to the input", "no", "yes"),
            CommonOptions.Rounding,
            CommonOptions.AccumulatorBits,
        ];
        if (synapse)
        {
            options.Add(TemplateOption.Number("current_shift", "fraction bits that v has beyond i", -31, 31, 0));
            options.Add(TemplateOption.Choice("leak", "whether a parameter is added to v", "no", "yes"));
        }
        if (spiking)
        {
            options.AddRange([CommonOptions.Reset, CommonOptions.Comparator]);
            options.Add(TemplateOption.Choice(
                "decision", "whether v after or before this tick's input decides", "after", "before"));
            options.Add(TemplateOption.Number("maximum_count", "most spikes in one tick", 1, 127, 1));
        }
        else
        {
            options.Add(TemplateOption.Number("output_shift", "bits of v that the payload drops", 0, 31, 0));
        }
        return new(
            name, description, [.. options], Parameters, (program, o) => Of(name, synapse, leaky, spiking, o).Expand(program));
    }

    private static LinearNeuronTemplate Of(string name, bool synapse, bool leaky, bool spiking, TemplateOptions o) => new()
    {
        Kind = name,
        Synapse = synapse,
        Leaky = leaky,
        StateBits = o.Number("state_bits"),
        DecayBits = o.Number("decay_bits"),
        InputShift = o.Number("input_shift"),
        CurrentShift = synapse ? o.Number("current_shift") : 0,
        Bias = o.Is("bias", "yes"),
        Leak = synapse && o.Is("leak", "yes"),
        Rounding = o.Rounding,
        AccumulatorBits = o.Number("accumulator_bits"),
        OutputShift = spiking ? 0 : o.Number("output_shift"),
        Spike = spiking
            ? new(CommonOptions.ResetOf(o), o.Is("comparator", "ge"), o.Is("decision", "before"), o.Number("maximum_count"))
            : null,
    };

    private static ImmutableArray<TemplateParameter> Parameters(TemplateOptions o)
    {
        Interval decay = new(0, 1L << o.Number("decay_bits")), state = IntervalOps.Signed(o.Number("state_bits"));
        return
        [
            new("i_decay", "per-tick decay of i, in 2^-decay_bits", decay),
            new("v_decay", "per-tick decay of v, in 2^-decay_bits", decay),
            new("bias", "added to the input, in units of the first state", state),
            new("leak", "added to v each tick", state),
            new("threshold", "of v", state),
            new("v_reset", "v after a spike", state),
        ];
    }
}
