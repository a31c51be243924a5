using System.Text.Json;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;
using Neuro.Ir.Targets;
using Neuro.Targets.Speck;
using Neuro.Targets.Xylo;

namespace Neuro.Targets;

/// <summary>
/// Reads a profile of the form in profiles/profile.schema.json. A member that is absent keeps the parent's value, or the
/// emulator's; a limit of null takes a parent's limit away. Unknown members are errors, because a misspelt limit is no limit.
/// </summary>
public static class TargetProfileReader
{
    /// <summary>The version of the format.</summary>
    public const int SchemaVersion = 1;

    /// <summary>No profile is longer.</summary>
    internal const int MaximumBytes = 1 << 20;

    /// <summary>Reads <paramref name="json"/>; <paramref name="location"/> is named in diagnostics.</summary>
    /// <param name="json">The profile's text.</param>
    /// <param name="location">Its path.</param>
    /// <param name="load">Gives the profile that "inherits" names; the second argument is the place that names it.</param>
    /// <exception cref="DiagnosticException">The text is not a profile; holds everything that is wrong.</exception>
    public static TargetProfile Read(string json, string location, Func<string, string, TargetProfile> load)
    {
        JsonNode root = ProfileForm.Form.Read(json, location);
        string? parentName = root["inherits"] is { IsText: true } inherits ? inherits.Text : null;
        TargetProfile parent = parentName is null ? TargetProfile.Emulator : load(parentName, root["inherits"]!.Place);
        List<Diagnostic> findings = [];
        TargetProfile profile = new()
        {
            Name = root["name"]!.Text,
            Description = root.TextOf("description", "")!,
            Parent = parentName,
            Loads = Format(root["loads"], parent.Loads, findings),
            Arithmetic = ReadArithmetic(root["arithmetic"], parent.Arithmetic, findings),
            Limits = ReadLimits(root["limits"], parent.Limits),
            Crossbar = CrossbarFields.Read(root["crossbar"], parent.Crossbar, root["name"]!.Text),
            Events = ReadEvents(root["events"], parent.Events),
            Xylo = XyloProfile.Read(root["xylo"], parent.Xylo),
            Dynapcnn = DynapcnnProfile.Read(root["dynapcnn"], parent.Dynapcnn, findings),
        };
        if (profile.Crossbar is { Device: var cell } && cell.GMin >= cell.GMax)
            findings.Add(DiagnosticCatalog.ProfileInvalid.At(
                (root["crossbar"] ?? root).Place, $"g_min is {cell.GMin} S, and g_max {cell.GMax} S", "g_max is the larger one"));
        return findings.Count == 0 ? profile : throw new DiagnosticException([.. findings]);
    }

    private static string? Format(JsonNode? node, string? parent, List<Diagnostic> findings)
    {
        if (node is null) return parent;
        if (!node.IsText) return null;
        if (BoardFormats.Find(node.Text) is null)
            findings.Add(DiagnosticCatalog.ProfileInvalid.At(
                node.Place, $"there is no format '{node.Text}'",
                JsonSchema.Suggest(node.Text, BoardFormats.All.Select(f => f.Name))));
        return node.Text;
    }

    private static TargetArithmetic ReadArithmetic(JsonNode? node, TargetArithmetic parent, List<Diagnostic> findings)
    {
        if (node is null) return parent;
        int stateBits = node.IntegerOf("state_bits", parent.StateBits);
        return new()
        {
            Neurons = Word(node["neurons"], parent.Neurons),
            WeightBits = node.IntegerOf("weight_bits", parent.WeightBits),
            Signs = Word(node["signs"], parent.Signs),
            PerChannel = node["per_channel"]?.IsTrue ?? parent.PerChannel,
            Scale = Word(node["scale"], parent.Scale),
            StateBits = stateBits,
            DecayBits = node.IntegerOf("decay_bits", parent.DecayBits),
            ThresholdBits = WithinState("threshold_bits", parent.ThresholdBits),
            BiasBits = WithinState("bias_bits", parent.BiasBits),
            Roundings = node["roundings"] is { } list
                ? [.. list.Items.Select(i => Word(i, default(Rounding)))]
                : parent.Roundings,
            PayloadBits = node.IntegerOf("payload_bits", parent.PayloadBits),
            PartialSums = node["partial_sums"]?.IsTrue ?? parent.PartialSums,
            SignedPayloads = node["signed_payloads"]?.IsTrue ?? parent.SignedPayloads,
        };

        int WithinState(string name, int otherwise)
        {
            int bits = node.IntegerOf(name, Math.Min(otherwise, stateBits));
            if (bits > stateBits)
                findings.Add(DiagnosticCatalog.ProfileInvalid.At(
                    node[name]!.Place, $"{name} is {bits}, and a state has {stateBits} bits",
                    "give state_bits as many, or this fewer"));
            return bits;
        }
    }

    private static TargetLimits ReadLimits(JsonNode? node, TargetLimits parent) => node is null ? parent : new()
    {
        NeuronsPerCore = Count(node["neurons_per_core"], parent.NeuronsPerCore),
        Cores = Count(node["cores"], parent.Cores),
        RowsPerCore = Count(node["rows_per_core"], parent.RowsPerCore),
        FanIn = Count(node["fan_in"], parent.FanIn),
        FanOut = Count(node["fan_out"], parent.FanOut),
        FanOutAverage = Limit(node["fan_out_average"], parent.FanOutAverage),
        Inputs = Count(node["inputs"], parent.Inputs),
        Outputs = Count(node["outputs"], parent.Outputs),
        SynapseMemoryBits = (long?)Limit(node["synapse_memory_bits"], parent.SynapseMemoryBits),
        MaxDelay = Count(node["max_delay"], parent.MaxDelay),
        MinDelay = node.IntegerOf("min_delay", parent.MinDelay),
        SynapseBlock = ReadBlock(node["synapse_block"], parent.SynapseBlock),
        AxonsOutPerCore = Count(node["axons_out_per_core"], parent.AxonsOutPerCore),
    };

    private static SynapseBlock? ReadBlock(JsonNode? node, SynapseBlock? parent)
    {
        if (node is null) return parent;
        if (!node.IsObject) return null;
        SynapseBlock usual = parent ?? new();
        return new()
        {
            WordBits = node.IntegerOf("word_bits", usual.WordBits),
            HeaderBits = node.IntegerOf("header_bits", usual.HeaderBits),
            Synapses = node.IntegerOf("synapses", usual.Synapses),
            IndexBits = node.IntegerOf("index_bits", usual.IndexBits),
            TagBits = node.IntegerOf("tag_bits", usual.TagBits),
        };
    }

    private static EventCosts? ReadEvents(JsonNode? node, EventCosts? parent)
    {
        if (node is null) return parent;
        if (!node.IsObject) return null;
        EventCosts usual = parent ?? new();
        return new()
        {
            Clock = Limit(node["clock"], usual.Clock),
            Tick = node.NumberOf("tick", usual.Tick),
            Neuron = node.NumberOf("neuron", usual.Neuron),
            Event = node.NumberOf("event", usual.Event),
            EventAndNeuron = node.NumberOf("event_and_neuron", usual.EventAndNeuron),
            SynapticEvent = node.NumberOf("synaptic_event", usual.SynapticEvent),
            Spike = node.NumberOf("spike", usual.Spike),
            Source = node["source"]!.Text,
        };
    }

    private static int? Count(JsonNode? node, int? parent) => (int?)Limit(node, parent);

    /// <summary>A limit: null where <paramref name="node"/> takes the parent's away.</summary>
    private static double? Limit(JsonNode? node, double? parent) => node is null ? parent : node.IsNumber ? node.Number : null;

    /// <summary>A member of an enumeration, in snake_case; the schema has made sure that it is one.</summary>
    private static T Word<T>(JsonNode? node, T otherwise) where T : struct, Enum => node is null
        ? otherwise
        : Enum.GetValues<T>().First(v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()) == node.Text);
}
