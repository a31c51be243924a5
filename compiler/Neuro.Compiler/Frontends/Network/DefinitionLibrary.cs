using System.Collections.Immutable;
using System.Reflection;
using Neuro.Ir.Json;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>The definitions that ship with the compiler, one file each: kinds of neurons and learning rules.</summary>
internal static class DefinitionLibrary
{
    private const string Prefix = "Neuro.Compiler.Network.";

    /// <summary>The schema of network.json.</summary>
    public static string SchemaText { get; } = Read("network.schema.json");

    /// <summary>The form of network.json.</summary>
    public static JsonForm Form { get; } = new(SchemaText, JsonWords.Network);

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
            n => n[folder.Length..^".json".Length], n => JsonText.ParseTrusted(Read(n), n, JsonWords.Network),
            StringComparer.Ordinal);

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"resource {name} is missing");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
