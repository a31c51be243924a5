using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir;

/// <summary>
/// Specifications as JSON: devices, crossbar arrays and whatever else is a record of numbers, texts, enumerations, lists and
/// other such records. Members and values of enumerations are in snake_case; "model" says which record of a family it is. An
/// unknown or repeated member, an absent one without a default, and a number that is no number of the member's type are errors.
/// Comments and trailing commas are allowed. What is printed reads back as the same record; members that have their default are
/// left out.
/// </summary>
public static class SpecificationJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        AllowOutOfOrderMetadataProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 32,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false), new Finite() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutDefaults } },
    };

    /// <summary>The specification that <paramref name="text"/> holds. Its numbers have yet to pass the rules of their record.
    /// </summary>
    /// <param name="text">JSON.</param>
    /// <param name="path">What diagnostics call the text: its file.</param>
    /// <exception cref="DiagnosticException">The text is malformed (NEU3501), with file, line and column.</exception>
    public static T Parse<T>(string text, string path)
        where T : class => Parse<T>(text, path, 1, 1);

    /// <summary>As <see cref="Parse{T}(string, string)"/>, of a text that stands at a line and column of the file.</summary>
    internal static T Parse<T>(string text, string path, int firstLine, int firstColumn)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("null is no specification");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // The serializer stops at the first fault and speaks of .NET; it has the last word only on what is not JSON at all.
            ImmutableArray<Diagnostic> faults = SpecificationFaults.Find(text, typeof(T), Options, Place);
            throw new DiagnosticException(faults.IsEmpty || Syntax(e) ? [First(e)] : faults, e);
        }

        string Place(int line, int column) => $"{path}:{firstLine + line}:{(line == 0 ? firstColumn : 1) + column}";

        Diagnostic First(Exception e) => DiagnosticCatalog.SpecificationMalformed.At(
            e is JsonException { LineNumber: { } line, BytePositionInLine: { } column } ? Place((int)line, (int)column) : path,
            Plain(e.Message));
    }

    /// <summary>The JSON of <paramref name="specification"/>, indented, in the order of the record's members.</summary>
    public static string Print<T>(T specification)
        where T : class => JsonSerializer.Serialize(specification, Options) + "\n";

    // What the reader of tokens refuses, and not the converter of values.
    private static bool Syntax(Exception e) => e.InnerException is JsonException;

    // The serializer repeats the place at the end of its messages.
    private static string Plain(string message)
    {
        int place = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return (place < 0 ? message : message[..place]).TrimEnd('.');
    }

    private static void LeaveOutDefaults(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        bool hasDefaults =
            !type.Type.IsAbstract && type.Type.GetConstructor(BindingFlags.Public | BindingFlags.Instance, []) is not null;
        object? defaults = hasDefaults ? Activator.CreateInstance(type.Type) : null;
        for (int i = type.Properties.Count - 1; i >= 0; i--)
        {
            JsonPropertyInfo property = type.Properties[i];
            if (property.Set is null && property.AssociatedParameter is null)
            {
                // What follows from other members is not part of a specification.
                type.Properties.RemoveAt(i);
                continue;
            }
            if (property.IsRequired || property.Get is not { } get) continue;
            if (property.AssociatedParameter is { HasDefaultValue: true } parameter)
                property.ShouldSerialize = (_, value) => !Same(value, parameter.DefaultValue);
            else if (defaults is not null && get(defaults) is var usual)
                property.ShouldSerialize = (_, value) => !Same(value, usual);
        }
    }

    private static bool Same(object? value, object? usual) =>
        Equals(value, usual) || (value is ICollection { Count: 0 } && usual is ICollection { Count: 0 });

    /// <summary>Numbers have a value: 1e999 is refused. One that has none is written as a name that is refused when it is read.
    /// </summary>
    private sealed class Finite : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.Number) throw new JsonException("a number is needed here");
            return reader.TryGetDouble(out double value) && double.IsFinite(value)
                ? value
                : throw new JsonException("the number is too large for a double");
        }

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value)) writer.WriteNumberValue(value);
            else writer.WriteStringValue(value.ToString());
        }
    }
}
