using System.Text.Json;
using System.Text.Json.Nodes;
using Neuro.Ir.Targets;
using Neuro.Targets.Speck;
using Neuro.Targets.Xylo;

namespace Neuro.Targets;

/// <summary>Writes a profile in full, inherited values included, as JSON that
/// <see cref="TargetProfileReader"/> reads back.</summary>
public static class TargetProfileWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The profile's text.</summary>
    public static string Write(TargetProfile profile) => ToJson(profile).ToJsonString(Indented);

    /// <summary>The profile as JSON.</summary>
    internal static JsonObject ToJson(TargetProfile profile)
    {
        JsonObject json = new()
        {
            ["schema_version"] = TargetProfileReader.SchemaVersion,
            ["name"] = profile.Name,
            ["description"] = profile.Description,
            ["loads"] = profile.Loads,
            ["arithmetic"] = Arithmetic(profile.Arithmetic),
            ["limits"] = Limits(profile.Limits),
        };
        if (profile.Crossbar is { } crossbar) json["crossbar"] = CrossbarFields.Write(crossbar);
        if (profile.Events is { } events) json["events"] = Events(events);
        if (profile.Xylo is { } xylo) json["xylo"] = XyloProfile.Write(xylo);
        if (profile.Dynapcnn is { } dynapcnn) json["dynapcnn"] = DynapcnnProfile.Write(dynapcnn);
        return json;
    }

    private static JsonObject Arithmetic(TargetArithmetic a) => new()
    {
        ["neurons"] = Word(a.Neurons),
        ["weight_bits"] = a.WeightBits,
        ["signs"] = Word(a.Signs),
        ["per_channel"] = a.PerChannel,
        ["scale"] = Word(a.Scale),
        ["state_bits"] = a.StateBits,
        ["decay_bits"] = a.DecayBits,
        ["threshold_bits"] = a.ThresholdBits,
        ["bias_bits"] = a.BiasBits,
        ["roundings"] = new JsonArray([.. a.Roundings.Select(r => (JsonNode)Word(r))]),
        ["payload_bits"] = a.PayloadBits,
        ["partial_sums"] = a.PartialSums,
        ["signed_payloads"] = a.SignedPayloads,
    };

    private static JsonObject Limits(TargetLimits l)
    {
        JsonObject json = new()
        {
            ["neurons_per_core"] = l.NeuronsPerCore,
            ["cores"] = l.Cores,
            ["rows_per_core"] = l.RowsPerCore,
            ["fan_in"] = l.FanIn,
            ["fan_out"] = l.FanOut,
            ["fan_out_average"] = l.FanOutAverage,
            ["inputs"] = l.Inputs,
            ["outputs"] = l.Outputs,
            ["synapse_memory_bits"] = l.SynapseMemoryBits,
            ["max_delay"] = l.MaxDelay,
            ["min_delay"] = l.MinDelay,
            ["axons_out_per_core"] = l.AxonsOutPerCore,
        };
        if (l.SynapseBlock is { } block)
        {
            json["synapse_block"] = new JsonObject
            {
                ["word_bits"] = block.WordBits,
                ["header_bits"] = block.HeaderBits,
                ["synapses"] = block.Synapses,
                ["index_bits"] = block.IndexBits,
                ["tag_bits"] = block.TagBits,
            };
        }
        return json;
    }

    private static JsonObject Events(EventCosts e) => new()
    {
        ["clock"] = e.Clock,
        ["tick"] = e.Tick,
        ["neuron"] = e.Neuron,
        ["event"] = e.Event,
        ["event_and_neuron"] = e.EventAndNeuron,
        ["synaptic_event"] = e.SynapticEvent,
        ["spike"] = e.Spike,
        ["source"] = e.Source,
    };

    private static string Word<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
