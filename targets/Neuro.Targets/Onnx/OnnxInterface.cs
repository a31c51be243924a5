using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Neuro.Targets.Onnx;

/// <summary>
/// What the inputs and outputs of an exported model are. It travels with the model, as JSON under <see cref="MetadataKey"/>.
/// Events are int32 tensors of payloads, 0 where there is none, of shape [batch, …population], in a sequence [ticks, batch, …];
/// states are int32 [batch, …population].
/// </summary>
public sealed record OnnxInterface
{
    /// <summary>The key of the model's metadata.</summary>
    public const string MetadataKey = "neuro.interface";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>One tick or a sequence.</summary>
    public required OnnxShape Shape { get; init; }

    /// <summary>Events that are given, by input population.</summary>
    public required ImmutableArray<OnnxEvents> Inputs { get; init; }

    /// <summary>Events that come out.</summary>
    public required ImmutableArray<OnnxEvents> Outputs { get; init; }

    /// <summary>The states.</summary>
    public required ImmutableArray<OnnxState> States { get; init; }

    /// <summary>What projections with a delay have yet to deliver.</summary>
    public required ImmutableArray<OnnxHistory> Histories { get; init; }

    /// <summary>The int64 scalar input that numbers the tick, for programs that draw random numbers; 0 at first.</summary>
    public string? Tick { get; init; }

    /// <summary>The output that is the number of the next tick.</summary>
    public string? TickNext { get; init; }

    /// <summary>The int64 input of shape [batch] that says which random stream each sample draws: its number.</summary>
    public string? Stream { get; init; }

    /// <summary>
    /// The int32 input, [ticks, batch] or [batch], that only says how many there are, for programs without inputs.
    /// </summary>
    public string? Clock { get; init; }

    /// <summary>Whether the program's crossbars have read noise that the model leaves out.</summary>
    public bool WithoutReadNoise { get; init; }

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>From JSON; null where it is none.</summary>
    public static OnnxInterface? FromJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<OnnxInterface>(text, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
