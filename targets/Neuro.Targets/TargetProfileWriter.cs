using System.Text.Json;
using System.Text.Json.Nodes;
using Neuro.Ir.Targets;

namespace Neuro.Targets;

/// <summary>Writes a profile in full, inherited values included, as JSON that
/// <see cref="TargetProfileReader"/> reads back.</summary>
public static class TargetProfileWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The profile's text.</summary>
    public static string Write(TargetProfile profile) => ToJson(profile).ToJsonString(Indented);

    private static JsonObject ToJson(TargetProfile profile)
    {
        TargetArithmetic a = profile.Arithmetic;
        TargetLimits l = profile.Limits;
        JsonObject json = new()
        {
            ["schema_version"] = TargetProfileReader.SchemaVersion,
            ["name"] = profile.Name,
            ["description"] = profile.Description,
            ["arithmetic"] = new JsonObject
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
                ["signed_payloads"] = a.SignedPayloads,
            },
            ["limits"] = new JsonObject
            {
                ["neurons_per_core"] = l.NeuronsPerCore,
                ["cores"] = l.Cores,
                ["rows_per_core"] = l.RowsPerCore,
                ["fan_in"] = l.FanIn,
                ["fan_out"] = l.FanOut,
                ["synapse_memory_bits"] = l.SynapseMemoryBits,
                ["max_delay"] = l.MaxDelay,
                ["min_delay"] = l.MinDelay,
                ["axons_out_per_core"] = l.AxonsOutPerCore,
            },
        };
        if (l.SynapseBlock is { } block)
        {
            json["limits"]!["synapse_block"] = new JsonObject
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

    private static string Word<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
