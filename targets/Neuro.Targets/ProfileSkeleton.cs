using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Neuro.Ir.Targets;
using SchemaNode = Neuro.Ir.Json.JsonNode;

namespace Neuro.Targets;

/// <summary>A profile to start from: every member with its parent's value, and above it what the schema says of it.</summary>
public static class ProfileSkeleton
{
    /// <summary>The text of a profile called <paramref name="name"/> that inherits from <paramref name="parent"/> and computes
    /// the same until a value is changed.</summary>
    /// <param name="name">The profile's name.</param>
    /// <param name="parent">The parent.</param>
    /// <param name="inherits">How the profile names it: a target of the catalogue, or a path from the new profile's folder.
    /// </param>
    public static string Write(string name, TargetProfile parent, string inherits)
    {
        JsonObject json = TargetProfileWriter.ToJson(parent with { Name = name, Description = $"as {parent.Name}" });
        json.Insert(2, "inherits", inherits);
        StringBuilder text = new();
        _ = text.Append("// Change what differs and remove what does not: what is absent is the parent's.\n");
        Append(text, json, ProfileForm.Form.Schema, "");
        return text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, JsonObject json, SchemaNode schema, string indent)
    {
        _ = text.Append("{\n");
        string inner = indent + "  ";
        int left = json.Count;
        foreach ((string name, JsonNode? value) in json)
        {
            SchemaNode member = schema["properties"]![name]!;
            SchemaNode form = Resolve(member);
            if ((member["description"] ?? form["description"])?.Text is { } about)
                _ = text.Append(CultureInfo.InvariantCulture, $"{inner}// {about}\n");
            _ = text.Append(CultureInfo.InvariantCulture, $"{inner}\"{name}\": ");
            if (value is JsonObject nested) Append(text, nested, form, inner);
            else _ = text.Append(value?.ToJsonString() ?? "null");
            _ = text.Append(--left > 0 ? ",\n" : "\n");
        }
        _ = text.Append(indent).Append('}');
    }

    private static SchemaNode Resolve(SchemaNode schema) => schema.TextOf("$ref") is { } reference
        ? ProfileForm.Form.Schema["$defs"]![reference["#/$defs/".Length..]]!
        : schema;
}
