using System.Text.Json;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Runtime.Packages;

/// <summary>What a package says of itself before anything else is read.</summary>
/// <param name="FormatVersion">Version of the package and of the program in it.</param>
/// <param name="Producer">What wrote it.</param>
/// <param name="Program">The program's name.</param>
/// <param name="Digest"><see cref="ProgramDigest"/> of the program.</param>
/// <param name="Dialect">The dialect it was compiled under, where one was noted.</param>
internal sealed record NrxManifest(int FormatVersion, string Producer, string Program, string Digest, string? Dialect)
{
    /// <summary>The entry's name.</summary>
    public const string EntryName = "manifest.json";

    /// <summary>The manifest as UTF-8 JSON, one member a line.</summary>
    public byte[] ToJson()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("format_version", FormatVersion);
            json.WriteString("producer", Producer);
            json.WriteString("program", Program);
            json.WriteString("digest", Digest);
            if (Dialect is not null) json.WriteString("dialect", Dialect);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>Reads a manifest; a newer version is refused before anything else is looked at.</summary>
    /// <exception cref="DiagnosticException">It is malformed or of a newer version.</exception>
    public static NrxManifest Parse(byte[] bytes, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement root = document.RootElement;
            int version = root.GetProperty("format_version").GetInt32();
            if (version > ProgramProto.FormatVersion)
                throw new DiagnosticException(DiagnosticCatalog.PackageVersion.At(path, version, ProgramProto.FormatVersion));
            return new(version, Text("producer") ?? "", Text("program") ?? "", Text("digest") ?? "", Text("dialect"));

            string? Text(string name) => root.TryGetProperty(name, out JsonElement member) ? member.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new DiagnosticException(DiagnosticCatalog.PackageEntry.At(path, EntryName, $"is malformed: {e.Message}"), e);
        }
    }
}
