using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir;

/// <summary>Says what is wrong with a text that is no specification: every fault with its place and member.</summary>
internal sealed class SpecificationFaults
{
    private const int Maximum = 20;

    private readonly byte[] _text;
    private readonly JsonSerializerOptions _options;
    private readonly Func<int, int, string> _place;
    private readonly ImmutableArray<Diagnostic>.Builder _faults = ImmutableArray.CreateBuilder<Diagnostic>();

    private SpecificationFaults(byte[] text, JsonSerializerOptions options, Func<int, int, string> place) =>
        (_text, _options, _place) = (text, options, place);

    /// <summary>The faults of <paramref name="text"/> as a <paramref name="type"/>; <paramref name="place"/> makes a location of
    /// a line and a column, both from 0.</summary>
    public static ImmutableArray<Diagnostic> Find(
        string text, Type type, JsonSerializerOptions options, Func<int, int, string> place)
    {
        SpecificationFaults faults = new(Encoding.UTF8.GetBytes(text), options, place);
        Utf8JsonReader reader = new(faults._text, new JsonReaderOptions
        {
            AllowTrailingCommas = options.AllowTrailingCommas,
            CommentHandling = options.ReadCommentHandling,
            MaxDepth = options.MaxDepth,
        });
        try
        {
            reader.Read();
            faults.Value(ref reader, type, "", nullable: false);
        }
        catch (JsonException)
        {
            // Not JSON from here on: the serializer has told that.
        }
        return faults._faults.ToImmutable();
    }

    private void Fault(ref readonly Utf8JsonReader reader, string path, string what)
    {
        if (_faults.Count >= Maximum) return;
        ReadOnlySpan<byte> before = _text.AsSpan(0, (int)reader.TokenStartIndex);
        int line = before.Count((byte)'\n');
        int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]);
        string message = path.Length > 0 ? $"{path}: {what}" : what;
        _faults.Add(DiagnosticCatalog.SpecificationMalformed.At(_place(line, column), message));
    }

    /// <summary>Looks at the value at hand, and leaves the reader at its last token.</summary>
    private void Value(ref Utf8JsonReader reader, Type declared, string path, bool nullable)
    {
        Type type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (reader.TokenType == JsonTokenType.Null && (nullable || type != declared)) return;
        JsonTypeInfo info = _options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object: Members(ref reader, info, path); break;
            case JsonTypeInfoKind.Enumerable: Elements(ref reader, info.ElementType!, path); break;
            case JsonTypeInfoKind.Dictionary: Entries(ref reader, info.ElementType!, path); break;
            default: Leaf(ref reader, type, path); break;
        }
    }

    private void Members(ref Utf8JsonReader reader, JsonTypeInfo info, string path)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Fault(ref reader, path, "an object is needed here: { … }");
            reader.Skip();
            return;
        }
        string? model = info.PolymorphismOptions?.TypeDiscriminatorPropertyName;
        if (model is not null)
        {
            if (Derived(in reader, info.PolymorphismOptions!, path) is not { } derived)
            {
                reader.Skip();
                return;
            }
            info = _options.GetTypeInfo(derived);
        }
        Utf8JsonReader start = reader;
        HashSet<string> given = new(StringComparer.Ordinal);
        bool unknown = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            JsonPropertyInfo? property = info.Properties.FirstOrDefault(p => p.Name == name);
            if (!given.Add(name)) Fault(ref reader, Join(path, name), "the member is given twice");
            if (property is null && name != model)
            {
                unknown = true;
                Fault(ref reader, path, $"there is no member '{name}'; members are {Names(info, model)}");
            }
            reader.Read();
            if (property is null) reader.Skip();
            else Value(ref reader, property.PropertyType, Join(path, name), property.IsSetNullable);
        }
        // A member that seems absent may be the one that is misspelt.
        foreach (JsonPropertyInfo property in info.Properties)
            if (property.IsRequired && !unknown && !given.Contains(property.Name))
                Fault(ref start, path, $"the member '{property.Name}' is missing");
    }

    private static string Names(JsonTypeInfo info, string? model) =>
        string.Join(", ", info.Properties.Select(p => p.Name).Prepend(model).Where(n => n is not null));

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>The record of a family that the object says to be.</summary>
    private Type? Derived(ref readonly Utf8JsonReader at, JsonPolymorphismOptions family, string path)
    {
        string models = string.Join(", ", family.DerivedTypes.Select(d => d.TypeDiscriminator));
        Utf8JsonReader reader = at;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool found = reader.ValueTextEquals(family.TypeDiscriminatorPropertyName);
            reader.Read();
            if (!found)
            {
                reader.Skip();
                continue;
            }
            string? name = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            foreach (JsonDerivedType derived in family.DerivedTypes)
                if (derived.TypeDiscriminator is string discriminator && discriminator == name) return derived.DerivedType;
            Fault(ref reader, Join(path, family.TypeDiscriminatorPropertyName), $"there is no such model; models are {models}");
            return null;
        }
        Fault(in at, path, $"the member '{family.TypeDiscriminatorPropertyName}' is missing; it is one of {models}");
        return null;
    }

    private void Elements(ref Utf8JsonReader reader, Type element, string path)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Fault(ref reader, path, "a list is needed here: [ … ]");
            reader.Skip();
            return;
        }
        for (int i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
            Value(ref reader, element, $"{path}[{i}]", nullable: false);
    }

    private void Entries(ref Utf8JsonReader reader, Type element, string path)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Fault(ref reader, path, "an object is needed here: { … }");
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            Value(ref reader, element, Join(path, name), nullable: false);
        }
    }

    private void Leaf(ref Utf8JsonReader reader, Type type, string path)
    {
        string? fault = type switch
        {
            _ when type == typeof(string) => reader.TokenType == JsonTokenType.String ? null : "a text in quotes is needed here",
            _ when type == typeof(bool) =>
                reader.TokenType is JsonTokenType.True or JsonTokenType.False ? null : "true or false is needed here",
            _ when type == typeof(int) => reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out _)
                ? null : "an integer of 32 bits is needed here",
            _ when type == typeof(double) => reader.TokenType != JsonTokenType.Number ? "a number is needed here"
                : reader.TryGetDouble(out double value) && double.IsFinite(value) ? null : "the number is too large for a double",
            { IsEnum: true } => Choice(ref reader, type),
            _ => null,
        };
        if (fault is not null) Fault(ref reader, path, fault);
        reader.Skip();
    }

    private static string? Choice(ref readonly Utf8JsonReader reader, Type type)
    {
        string[] names = [.. Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
        return reader.TokenType == JsonTokenType.String && names.Contains(reader.GetString())
            ? null
            : $"one of these is needed here, in quotes: {string.Join(", ", names)}";
    }
}
