using System.Collections.Immutable;
using System.Text.Json;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Reports;

/// <summary>What compilation did to a model, for people and for tools.</summary>
public sealed record CompileReport
{
    /// <summary>Version of <see cref="ToJson"/>'s form; grows when a reader would have to change.</summary>
    public const int CurrentSchemaVersion = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Version of the form.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>Name of the program.</summary>
    public required string Program { get; init; }

    /// <summary>Name of the target profile.</summary>
    public required string Target { get; init; }

    /// <summary>Seconds per tick, as a fraction.</summary>
    public required string TimeStep { get; init; }

    /// <summary>The layers, in the program's order.</summary>
    public ImmutableArray<LayerReport> Layers { get; init; } = [];

    /// <summary>Neurons of all layers.</summary>
    public long Neurons { get; init; }

    /// <summary>Synapses of all layers.</summary>
    public long Synapses { get; init; }

    /// <summary>Stored bits of all layers.</summary>
    public long MemoryBits { get; init; }

    /// <summary>Cores in use; null where the program is not placed.</summary>
    public int? Cores { get; init; }

    /// <summary>Where the neurons are; null where the program is not placed.</summary>
    public MappingReport? Mapping { get; init; }

    /// <summary>What a tick takes on the board; null where its profile says nothing of it, or the program is not placed.
    /// </summary>
    public BoardTimeReport? Time { get; init; }

    /// <summary>How the conversion of a conventional network does; null for a spiking one.</summary>
    public ConversionReport? Conversion { get; init; }

    /// <summary>What the program takes of its chip's resources; empty where the target has none of its own.</summary>
    public ImmutableArray<ResourceReport> Resources { get; init; } = [];

    /// <summary>What a user should know.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The report as JSON with snake_case names; not-a-number never occurs in it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is not a report.</exception>
    public static CompileReport FromJson(string json) =>
        JsonSerializer.Deserialize<CompileReport>(json, Json) ?? throw new JsonException("the report is null");
}
