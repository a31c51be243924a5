using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Neuro.Cli.Crossbars;

/// <summary>The members of a record of numbers by their paths in JSON, and values for them as people write them.</summary>
internal static class Settings
{
    private static readonly JsonNamingPolicy Naming = JsonNamingPolicy.SnakeCaseLower;

    /// <summary>
    /// Every setting of <paramref name="specification"/>: its numbers, words and flags, those of its parts, and the parts that
    /// can be absent. Lists, names and sources are none.
    /// </summary>
    /// <param name="specification">A record.</param>
    /// <param name="prefix">What its paths begin with: "device".</param>
    public static IEnumerable<Setting> Of(object specification, string prefix)
    {
        NullabilityInfoContext nullability = new();
        foreach (PropertyInfo property in specification.GetType().GetProperties().Where(p => p.CanWrite))
        {
            string path = $"{prefix}.{Naming.ConvertName(property.Name)}";
            object? value = property.GetValue(specification);
            if (IsValue(property.PropertyType))
                yield return new(path, property.PropertyType, false);
            else if (value is not null && IsPart(property.PropertyType))
            {
                if (nullability.Create(property).WriteState == NullabilityState.Nullable)
                    yield return new(path, property.PropertyType, true);
                foreach (Setting inner in Of(value, path))
                    yield return inner;
            }
            else if (value is IDictionary entries)
            {
                foreach (DictionaryEntry entry in entries)
                    foreach (Setting inner in Of(entry.Value!, $"{path}.{entry.Key}"))
                        yield return inner;
            }
        }
    }

    /// <summary>What a value of <paramref name="setting"/> looks like, for messages.</summary>
    public static string Form(Setting setting) => setting switch
    {
        { IsPart: true } => "none, which takes it away",
        { Type.IsEnum: true } => string.Join(" or ", Enum.GetNames(setting.Type).Select(Naming.ConvertName)),
        { Type: var type } when type == typeof(bool) => "true or false",
        { Type: var type } when type == typeof(double) => "a number",
        _ => "a whole number",
    };

    /// <summary>The JSON of <paramref name="text"/> as a value of <paramref name="setting"/>; false where it is none.</summary>
    public static bool TryParse(Setting setting, string text, out JsonNode? value)
    {
        value = null;
        if (setting.IsPart)
            return text == "none";
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (setting.Type.IsEnum)
            value = Enum.GetNames(setting.Type).Select(Naming.ConvertName).Contains(text) ? text : null;
        else if (setting.Type == typeof(bool))
            value = bool.TryParse(text, out bool flag) ? flag : null;
        else if (setting.Type == typeof(double))
            value = double.TryParse(text, NumberStyles.Float, culture, out double number) && double.IsFinite(number)
                ? number
                : null;
        else
            value = int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out int whole) ? whole : null;
        return value is not null;
    }

    /// <summary>Puts <paramref name="value"/> at <paramref name="path"/>, making the objects that lead there.</summary>
    public static void Set(JsonObject root, ImmutableArray<string> path, JsonNode? value)
    {
        foreach (string member in path[..^1])
        {
            if (root[member] is not JsonObject inner)
                root[member] = inner = [];
            root = inner;
        }
        root[path[^1]] = value;
    }

    private static bool IsValue(Type type) =>
        type.IsEnum || type == typeof(double) || type == typeof(int) || type == typeof(bool);

    private static bool IsPart(Type type) =>
        type.IsClass && type != typeof(string) && !typeof(IEnumerable).IsAssignableFrom(type);
}
