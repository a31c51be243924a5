using System.Collections.Immutable;
using System.Reflection;
using Neuro.Compiler.Frontends.Network.Json;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>The definitions that ship with the compiler, one file each: kinds of neurons and learning rules.</summary>
internal static class DefinitionLibrary
{
    private const string Prefix = "Neuro.Compiler.Network.";

    /// <summary>The schema of network.json.</summary>
    public static string SchemaText { get; } = Read("network.schema.json");

    /// <summary>The schema, parsed.</summary>
    public static JsonNode Schema { get; } = Parse(SchemaText, "network.schema.json");

    /// <summary>Kinds of neurons by name.</summary>
    public static ImmutableSortedDictionary<string, JsonNode> Neurons { get; } = Load("Neurons.");

    /// <summary>Learning rules by name.</summary>
    public static ImmutableSortedDictionary<string, JsonNode> Rules { get; } = Load("Rules.");

    /// <summary>The text of a definition, with its comments.</summary>
    /// <param name="folder">"Neurons" or "Rules".</param>
    /// <param name="name">Its name.</param>
    public static string Text(string folder, string name) => Read($"{folder}.{name}.json");

    private static ImmutableSortedDictionary<string, JsonNode> Load(string folder) => Assembly.GetExecutingAssembly()
        .GetManifestResourceNames().Where(n => n.StartsWith(Prefix + folder, StringComparison.Ordinal))
        .Select(n => n[Prefix.Length..])
        .ToImmutableSortedDictionary(
            n => n[folder.Length..^".json".Length], n => Parse(Read(n), n), StringComparer.Ordinal);

    private static JsonNode Parse(string text, string name)
    {
        List<Diagnostic> findings = [];
        JsonNode node = JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(text), name, findings);
        return findings.Count == 0 ? node : throw new InvalidOperationException(string.Join('\n', findings));
    }

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"resource {name} is missing");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
