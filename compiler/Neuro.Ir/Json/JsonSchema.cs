using System.Globalization;
using System.Text.Json;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Json;

/// <summary>
/// Checks a value against a JSON Schema (draft 2020-12), of which the keywords that this product's schemas use are understood:
/// type, const, enum, properties, required, additionalProperties, propertyNames with enum, minProperties, items, minItems,
/// maxItems, minimum, maximum, exclusiveMinimum, minLength, anyOf and $ref to #/$defs. Every violation is told, with line and
/// path.
/// </summary>
/// <param name="root">The schema.</param>
/// <param name="words">How faults are told.</param>
public sealed class JsonSchema(JsonNode root, JsonWords words)
{
    private const int MostFindings = 50;

    /// <summary>What of <paramref name="value"/> is against the schema; at most 50 findings.</summary>
    public List<Diagnostic> Check(JsonNode value)
    {
        List<Diagnostic> findings = [];
        Check(value, root, findings);
        return findings.Count > MostFindings ? findings[..MostFindings] : findings;
    }

    private void Check(JsonNode value, JsonNode schema, List<Diagnostic> findings)
    {
        schema = Resolve(schema);
        if (schema["anyOf"] is { } alternatives)
        {
            Alternatives(value, alternatives.Items, findings);
            return;
        }
        if (schema["type"] is { } type && !(type.IsText ? [type] : type.Items).Exists(t => Is(value, t.Text)))
        {
            Add(findings, value, $"{Words(type)} is needed here, not {Describe(value)}", About(schema));
            return;
        }
        if (schema["const"] is { } only && only.Word != value.Word)
            Add(findings, value, $"this must be {Quoted(only)}", About(schema));
        if (schema["enum"] is { } choices && !choices.Items.Exists(c => c.Word == value.Word))
            Add(findings, value, $"'{value.Word}' is not known here", Suggest(value.Word, choices.Items.Select(c => c.Word)));
        if (value.IsNumber) CheckRange(value, schema, findings);
        if (value.IsText && value.Text.Length < schema.IntegerOf("minLength", 0))
            Add(findings, value, "the text is empty", About(schema));
        if (value.Kind == JsonValueKind.Array) CheckItems(value, schema, findings);
        if (value.IsObject) CheckMembers(value, schema, findings);
    }

    /// <summary>Of several forms, the ones that the value's type rules out say nothing; of the rest, the nearest one.</summary>
    private void Alternatives(JsonNode value, List<JsonNode> forms, List<Diagnostic> findings)
    {
        List<JsonNode> possible =
            [.. forms.Select(Resolve).Where(f => f["anyOf"] is not null || f["type"] is not { } t || Is(value, t.Text))];
        if (Named(value, possible) is { } named)
        {
            // A member that tells the forms apart says which one was meant, whatever else is wrong.
            JsonNode[] meant = [.. possible.Where(f => Only(f, named.Name) is { } only && only.Word == named.Value.Word)];
            if (meant.Length > 0) possible = [meant[0]];
            else
            {
                Add(findings, named.Value, $"'{named.Value.Word}' is not known here",
                    Suggest(named.Value.Word, possible.Select(f => Only(f, named.Name)?.Word ?? "").Where(w => w.Length > 0)));
                return;
            }
        }
        List<Diagnostic>? nearest = null;
        int least = int.MaxValue;
        foreach (JsonNode form in possible)
        {
            List<Diagnostic> wrong = [];
            Check(value, form, wrong);
            if (wrong.Count == 0) return;
            int distance = wrong.Count + (100 * (form["required"]?.Items.Count(r => value[r.Text] is null) ?? 0));
            if (distance < least) (nearest, least) = (wrong, distance);
        }
        if (nearest is not null) findings.AddRange(nearest);
        else
            Add(findings, value, $"{Describe(value)} has no meaning here", "this may be "
                + string.Join(" or ", forms.Select(Resolve).Select(f => f["description"]?.Text ?? Words(f["type"]!))));
    }

    /// <summary>The value's member that has a constant in every form that knows it; null for none.</summary>
    private (string Name, JsonNode Value)? Named(JsonNode value, List<JsonNode> forms)
    {
        foreach ((string name, JsonNode member) in value.Members)
        {
            JsonNode[] knowing = [.. forms.Where(f => f["properties"]?[name] is not null)];
            if (knowing.Length > 1 && knowing.All(f => Only(f, name) is not null)) return (name, member);
        }
        return null;
    }

    /// <summary>The constant that a form demands of a member; null where it demands none.</summary>
    private JsonNode? Only(JsonNode form, string name) =>
        form["properties"]?[name] is { } property ? Resolve(property)["const"] : null;

    private void CheckMembers(JsonNode value, JsonNode schema, List<Diagnostic> findings)
    {
        IReadOnlyList<(string Name, JsonNode Value)> known = schema.MembersOf("properties");
        JsonNode? others = schema["additionalProperties"];
        bool unknown = false;
        foreach ((string name, JsonNode member) in value.Members)
        {
            if (schema["properties"]?[name] is { } own) Check(member, own, findings);
            else if (others is { IsObject: true }) Check(member, others, findings);
            else if (others is { Kind: JsonValueKind.False })
            {
                unknown = true;
                Add(findings, member, $"there is no member '{name}' here", Suggest(name, known.Select(k => k.Name)));
            }
        }
        foreach (JsonNode required in schema["required"]?.Items ?? [])
            if (value[required.Text] is null)
            {
                // A member that seems absent may be the one that is misspelt.
                string other = unknown ? "; is one of the others misspelt?" : "";
                Add(findings, value, $"the member '{required.Text}' is missing",
                    (schema["properties"]?[required.Text] is { } own ? About(Resolve(own)) : "add it") + other);
            }
    }

    private void CheckItems(JsonNode value, JsonNode schema, List<Diagnostic> findings)
    {
        int least = schema.IntegerOf("minItems", 0), most = schema.IntegerOf("maxItems", int.MaxValue);
        if (value.Items.Count < least || value.Items.Count > most)
            Add(findings, value, $"a list of {(least == most ? $"{least}" : $"at least {least}")} is needed here, not of "
                + $"{value.Items.Count}", About(schema));
        if (schema["items"] is { } each)
            foreach (JsonNode item in value.Items)
                Check(item, each, findings);
    }

    private void CheckRange(JsonNode value, JsonNode schema, List<Diagnostic> findings)
    {
        if (!double.IsFinite(value.Number))
            Add(findings, value, "the number is too large", "use a finite number");
        else if (schema["minimum"] is { } least && value.Number < least.Number)
            Add(findings, value, Text($"{value.Number} is too small: at least {least.Number} is needed"), About(schema));
        else if (schema["exclusiveMinimum"] is { } above && value.Number <= above.Number)
            Add(findings, value, Text($"{value.Number} is too small: more than {above.Number} is needed"), About(schema));
        else if (schema["maximum"] is { } most && value.Number > most.Number)
            Add(findings, value, Text($"{value.Number} is too large: at most {most.Number} is possible"), About(schema));
        static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }

    private JsonNode Resolve(JsonNode schema) => schema.TextOf("$ref") is { } reference
        ? Resolve(root["$defs"]![reference["#/$defs/".Length..]]!)
        : schema;

    private static bool Is(JsonNode value, string type) => type switch
    {
        "object" => value.Kind == JsonValueKind.Object,
        "array" => value.Kind == JsonValueKind.Array,
        "string" => value.Kind == JsonValueKind.String,
        "boolean" => value.Kind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.Kind == JsonValueKind.Null,
        "integer" => value.IsNumber && double.IsInteger(value.Number) && Math.Abs(value.Number) <= uint.MaxValue,
        _ => value.IsNumber,
    };

    private void Add(List<Diagnostic> findings, JsonNode at, string what, string hint) =>
        findings.Add(words.Invalid.At(at.Place, what, hint));

    private string About(JsonNode schema) => schema["description"]?.Text ?? words.Help;

    /// <summary>The names that a misspelt one may mean, or all that there are.</summary>
    public static string Suggest(string name, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string[] near =
        [
            .. names.Select(n => (Name: n, Distance: Distance(name.ToLowerInvariant(), n.ToLowerInvariant())))
                .Where(n => n.Distance <= Math.Max(2, name.Length / 3) && n.Distance < name.Length - 1)
                .OrderBy(n => n.Distance).Take(3).Select(n => $"'{n.Name}'"),
        ];
        if (near.Length > 0) return $"did you mean {string.Join(" or ", near)}?";
        return names.Length == 0 ? "there is none" : $"there is {string.Join(", ", names.Take(40))}";
    }

    /// <summary>Letters in another order are one mistake.</summary>
    private static int Distance(string a, string b) =>
        a.Order().SequenceEqual(b.Order()) ? Math.Min(1, EditDistance.Between(a, b)) : EditDistance.Between(a, b);

    private static string Quoted(JsonNode value) => value.IsText ? $"\"{value.Text}\"" : value.Word;

    private static string Words(JsonNode type) =>
        string.Join(" or ", (type.IsText ? [type] : type.Items).Select(t => t.Text switch
        {
            "object" => "an object { … }",
            "array" => "a list [ … ]",
            "string" => "a text in quotes",
            "boolean" => "true or false",
            "integer" => "an integer",
            "null" => "null",
            _ => "a number",
        }));

    private static string Describe(JsonNode value) => value.Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text \"{value.Text}\"",
        JsonValueKind.Null => "null",
        _ => value.Word,
    };
}
