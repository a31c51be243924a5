using System.Text.Json;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Targets;

namespace Neuro.Targets;

/// <summary>
/// Reads a profile: one JSON object with schema_version, name, description, inherits, arithmetic and limits. A field that is
/// absent keeps the parent's value, or the emulator's; a limit of null takes a parent's limit away. Unknown fields are
/// errors, because a misspelt limit is no limit.
/// </summary>
public static class TargetProfileReader
{
    /// <summary>The version of the format.</summary>
    public const int SchemaVersion = 1;

    /// <summary>No profile is longer.</summary>
    internal const int MaximumBytes = 1 << 20;

    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads <paramref name="json"/>; <paramref name="location"/> is named in diagnostics.</summary>
    /// <param name="json">The profile's text.</param>
    /// <param name="location">Its path.</param>
    /// <param name="load">Gives the profile that "inherits" names.</param>
    /// <exception cref="DiagnosticException">The text is not a profile.</exception>
    public static TargetProfile Read(string json, string location, Func<string, TargetProfile> load)
    {
        ProfileFields root = new(Parse(json, location), location, "");
        int version = root.Integer("schema_version", 0, 0, int.MaxValue);
        if (version != SchemaVersion)
            throw root.Error($"schema_version is {version}; this version reads {SchemaVersion}");
        string? parentName = root.Text("inherits", null);
        TargetProfile parent = parentName is null ? TargetProfile.Emulator : load(parentName);
        TargetProfile profile = new()
        {
            Name = root.Text("name", null) ?? throw root.Error("it has no name"),
            Description = root.Text("description", "")!,
            Parent = parentName,
            Arithmetic = ReadArithmetic(root.Object("arithmetic"), parent.Arithmetic),
            Limits = ReadLimits(root.Object("limits"), parent.Limits),
        };
        root.CheckAllRead();
        return profile;
    }

    private static TargetArithmetic ReadArithmetic(ProfileFields? fields, TargetArithmetic parent)
    {
        if (fields is null)
            return parent;
        int stateBits = fields.Integer("state_bits", parent.StateBits, 2, 28);
        TargetArithmetic arithmetic = new()
        {
            Neurons = fields.Choice("neurons", parent.Neurons),
            WeightBits = fields.Integer("weight_bits", parent.WeightBits, 1, 16),
            Signs = fields.Choice("signs", parent.Signs),
            PerChannel = fields.Boolean("per_channel", parent.PerChannel),
            Scale = fields.Choice("scale", parent.Scale),
            StateBits = stateBits,
            DecayBits = fields.Integer("decay_bits", parent.DecayBits, 1, 24),
            ThresholdBits = fields.Integer("threshold_bits", Math.Min(parent.ThresholdBits, stateBits), 2, stateBits),
            BiasBits = fields.Integer("bias_bits", Math.Min(parent.BiasBits, stateBits), 2, stateBits),
            Roundings = fields.Choices("roundings", parent.Roundings),
            PayloadBits = fields.Integer("payload_bits", parent.PayloadBits, 1, 31),
            SignedPayloads = fields.Boolean("signed_payloads", parent.SignedPayloads),
        };
        fields.CheckAllRead();
        return arithmetic;
    }

    private static TargetLimits ReadLimits(ProfileFields? fields, TargetLimits parent)
    {
        if (fields is null)
            return parent;
        TargetLimits limits = new()
        {
            NeuronsPerCore = (int?)fields.Limit("neurons_per_core", parent.NeuronsPerCore, int.MaxValue),
            Cores = (int?)fields.Limit("cores", parent.Cores, int.MaxValue),
            RowsPerCore = (int?)fields.Limit("rows_per_core", parent.RowsPerCore, int.MaxValue),
            FanIn = (int?)fields.Limit("fan_in", parent.FanIn, int.MaxValue),
            FanOut = (int?)fields.Limit("fan_out", parent.FanOut, int.MaxValue),
            SynapseMemoryBits = fields.Limit("synapse_memory_bits", parent.SynapseMemoryBits, long.MaxValue),
            MaxDelay = (int?)fields.Limit("max_delay", parent.MaxDelay, int.MaxValue, minimum: 0),
            MinDelay = fields.Integer("min_delay", parent.MinDelay, 0, 1000),
            SynapseBlock = ReadBlock(fields.Object("synapse_block"), parent.SynapseBlock),
            AxonsOutPerCore = (int?)fields.Limit("axons_out_per_core", parent.AxonsOutPerCore, int.MaxValue),
        };
        fields.CheckAllRead();
        return limits;
    }

    private static SynapseBlock? ReadBlock(ProfileFields? fields, SynapseBlock? parent)
    {
        if (fields is null)
            return parent;
        SynapseBlock usual = parent ?? new();
        SynapseBlock block = new()
        {
            WordBits = fields.Integer("word_bits", usual.WordBits, 1, 4096),
            HeaderBits = fields.Integer("header_bits", usual.HeaderBits, 0, 4096),
            Synapses = fields.Integer("synapses", usual.Synapses, 1, 1 << 20),
            IndexBits = fields.Integer("index_bits", usual.IndexBits, 0, 32),
            TagBits = fields.Integer("tag_bits", usual.TagBits, 0, 32),
        };
        fields.CheckAllRead();
        return block;
    }

    private static JsonElement Parse(string json, string location)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            string place = e.LineNumber is { } line ? $"{location}:{line + 1}" : location;
            throw new DiagnosticException(DiagnosticCatalog.ProfileInError.At(place, "it is not JSON"), e);
        }
    }
}
