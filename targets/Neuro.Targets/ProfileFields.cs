using System.Collections.Immutable;
using System.Text.Json;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets;

/// <summary>The fields of one JSON object of a profile, read by name; what was never asked for is an error in the end.</summary>
internal sealed class ProfileFields
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly string _location;
    private readonly string _path;

    /// <summary>The fields of <paramref name="element"/>, which must be an object.</summary>
    public ProfileFields(JsonElement element, string location, string path)
    {
        (_location, _path) = (location, path);
        if (element.ValueKind != JsonValueKind.Object)
            throw Error(path.Length == 0 ? "it is not a JSON object" : $"{path.TrimEnd('.')} is not an object");
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!_fields.TryAdd(property.Name, property.Value))
                throw Error($"{_path}{property.Name} occurs twice");
        }
    }

    /// <summary>The diagnostic that says <paramref name="problem"/>.</summary>
    public DiagnosticException Error(string problem) => new(DiagnosticCatalog.ProfileInError.At(_location, problem));

    /// <summary>A nested object, or null.</summary>
    public ProfileFields? Object(string name) => Find(name) is { } value ? new(value, _location, $"{_path}{name}.") : null;

    /// <summary>A string.</summary>
    public string? Text(string name, string? otherwise) => Find(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { ValueKind: JsonValueKind.Null } => otherwise,
        _ => throw Error($"{_path}{name} is not a string"),
    };

    /// <summary>true or false.</summary>
    public bool Boolean(string name, bool otherwise) => Find(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Error($"{_path}{name} is neither true nor false"),
    };

    /// <summary>An integer from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    public int Integer(string name, int otherwise, int minimum, int maximum) =>
        Find(name) is { } value ? (int)Number(name, value, minimum, maximum) : otherwise;

    /// <summary>A positive limit, or null for none.</summary>
    public long? Limit(string name, long? otherwise, long maximum, long minimum = 1) => Find(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.Null } => null,
        { } value => Number(name, value, minimum, maximum),
    };

    /// <summary>A member of an enumeration, written in snake_case.</summary>
    public T Choice<T>(string name, T otherwise) where T : struct, Enum =>
        Find(name) is { } value ? Word<T>(name, value) : otherwise;

    /// <summary>A list of members of an enumeration.</summary>
    public ImmutableArray<T> Choices<T>(string name, ImmutableArray<T> otherwise) where T : struct, Enum
    {
        if (Find(name) is not { } value)
            return otherwise;
        if (value.ValueKind != JsonValueKind.Array)
            throw Error($"{_path}{name} is not a list");
        return [.. value.EnumerateArray().Select(item => Word<T>(name, item))];
    }

    /// <summary>Complains of a field that nobody asked for.</summary>
    public void CheckAllRead()
    {
        foreach (string name in _fields.Keys)
        {
            if (!_known.Contains(name))
                throw Error($"{_path}{name} is not known; known are {string.Join(", ", _known)}");
        }
    }

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return _fields.TryGetValue(name, out JsonElement value) ? value : null;
    }

    private long Number(string name, JsonElement value, long minimum, long maximum) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= minimum && number <= maximum
            ? number
            : throw Error($"{_path}{name} is {value.GetRawText()}, not an integer from {minimum} to {maximum}");

    private T Word<T>(string name, JsonElement value) where T : struct, Enum
    {
        string[] words = [.. Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
        int index = value.ValueKind == JsonValueKind.String ? System.Array.IndexOf(words, value.GetString()) : -1;
        return index >= 0
            ? Enum.GetValues<T>()[index]
            : throw Error($"{_path}{name} is {value.GetRawText()}, not one of {string.Join(", ", words)}");
    }
}
