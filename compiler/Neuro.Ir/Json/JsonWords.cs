using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Json;

/// <summary>How faults of one kind of JSON file are told.</summary>
/// <param name="NotJson">{0}: file, {1}: what the reader says.</param>
/// <param name="Invalid">{0}: what is wrong, {1}: what to do.</param>
/// <param name="Help">What to do where the schema has nothing to say.</param>
public sealed record JsonWords(DiagnosticDescriptor NotJson, DiagnosticDescriptor Invalid, string Help)
{
    /// <summary>Networks described in JSON.</summary>
    public static JsonWords Network { get; } = new(
        DiagnosticCatalog.NetworkNotJson, DiagnosticCatalog.NetworkInvalid, "`neuro inspect --schema` prints the form");

    /// <summary>Target profiles.</summary>
    public static JsonWords Profile { get; } = new(
        DiagnosticCatalog.ProfileNotJson, DiagnosticCatalog.ProfileInvalid, "`neuro targets show --schema` prints the form");
}
