using System.Text.Json.Nodes;
using Neuro.Ir.Targets;
using JsonNode = Neuro.Ir.Json.JsonNode;

namespace Neuro.Targets.Xylo;

/// <summary>The object "xylo" of a profile.</summary>
internal static class XyloProfile
{
    /// <summary>The core that <paramref name="node"/> describes; what it leaves out is the parent's.</summary>
    public static XyloCore? Read(JsonNode? node, XyloCore? parent)
    {
        if (node is null) return parent;
        if (!node.IsObject) return null;
        XyloCore usual = parent ?? new();
        return new()
        {
            InputChannels = node.IntegerOf("input_channels", usual.InputChannels),
            InputSpikes = node.IntegerOf("input_spikes", usual.InputSpikes),
            HiddenNeurons = node.IntegerOf("hidden_neurons", usual.HiddenNeurons),
            OutputNeurons = node.IntegerOf("output_neurons", usual.OutputNeurons),
            SynapseStates = node.IntegerOf("synapse_states", usual.SynapseStates),
            HiddenSpikes = node.IntegerOf("hidden_spikes", usual.HiddenSpikes),
            FanOut = node.IntegerOf("fan_out", usual.FanOut),
            AverageFanOut = node.IntegerOf("average_fan_out", usual.AverageFanOut),
            InputExpansion = node.IntegerOf("input_expansion", usual.InputExpansion),
            OutputExpansion = node.IntegerOf("output_expansion", usual.OutputExpansion),
        };
    }

    /// <summary>The object that <see cref="Read"/> reads back.</summary>
    public static JsonObject Write(XyloCore core) => new()
    {
        ["input_channels"] = core.InputChannels,
        ["input_spikes"] = core.InputSpikes,
        ["hidden_neurons"] = core.HiddenNeurons,
        ["output_neurons"] = core.OutputNeurons,
        ["synapse_states"] = core.SynapseStates,
        ["hidden_spikes"] = core.HiddenSpikes,
        ["fan_out"] = core.FanOut,
        ["average_fan_out"] = core.AverageFanOut,
        ["input_expansion"] = core.InputExpansion,
        ["output_expansion"] = core.OutputExpansion,
    };
}
