using System.Text;
using System.Text.Json;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Json;

/// <summary>Reads JSON into <see cref="JsonNode"/>s. Comments and trailing commas are allowed, members given twice are
/// not.</summary>
public sealed class JsonText
{
    private const int Deepest = 32;

    private readonly byte[] _bytes;
    private readonly string _file;
    private readonly int[] _lines;
    private readonly List<Diagnostic> _findings;
    private readonly JsonWords _words;

    private JsonText(byte[] bytes, string file, List<Diagnostic> findings, JsonWords words)
    {
        (_bytes, _file, _findings, _words) = (bytes, file, findings, words);
        List<int> lines = [0];
        for (int i = 0; i < bytes.Length; i++)
            if (bytes[i] == (byte)'\n') lines.Add(i + 1);
        _lines = [.. lines];
    }

    /// <summary>The value in <paramref name="bytes"/>.</summary>
    /// <param name="bytes">UTF-8, with or without a byte-order mark.</param>
    /// <param name="file">What places call the text.</param>
    /// <param name="findings">Members that are given twice are added to it.</param>
    /// <param name="words">How faults are told.</param>
    /// <exception cref="DiagnosticException">It is not JSON.</exception>
    public static JsonNode Parse(byte[] bytes, string file, List<Diagnostic> findings, JsonWords words)
    {
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        JsonText text = new(bytes, file, findings, words);
        Utf8JsonReader reader = new(bytes, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = Deepest,
        });
        try
        {
            reader.Read();
            JsonNode root = text.Value(ref reader, "$");
            reader.Read();
            return root;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not UTF-8.
            string place = e is JsonException { LineNumber: { } line, BytePositionInLine: { } column }
                ? $"{file}:{line + 1}:{column + 1}"
                : file;
            int end = e.Message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
            throw new DiagnosticException(
                words.NotJson.At(place, file, (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.')), e);
        }
    }

    /// <summary>The value in a text that ships with the program.</summary>
    /// <exception cref="InvalidOperationException">A member is given twice.</exception>
    public static JsonNode ParseTrusted(string text, string name, JsonWords words)
    {
        List<Diagnostic> findings = [];
        JsonNode node = Parse(Encoding.UTF8.GetBytes(text), name, findings, words);
        return findings.Count == 0 ? node : throw new InvalidOperationException(string.Join('\n', findings));
    }

    private JsonNode Value(ref Utf8JsonReader reader, string path)
    {
        string place = Place(reader.TokenStartIndex, path);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                JsonNode members = new() { Kind = JsonValueKind.Object, Path = path, Place = place };
                int start = (int)reader.TokenStartIndex;
                HashSet<string> names = new(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    string name = reader.GetString()!, inner = Join(path, name);
                    if (!names.Add(name))
                        _findings.Add(_words.Invalid.At(
                            Place(reader.TokenStartIndex, inner), $"the member '{name}' is given twice", "remove one of them"));
                    reader.Read();
                    members.Members.Add((name, Value(ref reader, inner)));
                }
                members.Source = _bytes.AsMemory(start, (int)reader.BytesConsumed - start);
                return members;
            case JsonTokenType.StartArray:
                JsonNode items = new() { Kind = JsonValueKind.Array, Path = path, Place = place };
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Items.Add(Value(ref reader, $"{path}[{items.Items.Count}]"));
                return items;
            case JsonTokenType.String:
                return new() { Kind = JsonValueKind.String, Path = path, Place = place, Text = reader.GetString()! };
            case JsonTokenType.Number:
                return new() { Kind = JsonValueKind.Number, Path = path, Place = place, Number = reader.GetDouble() };
            default:
                JsonValueKind kind = reader.TokenType switch
                {
                    JsonTokenType.True => JsonValueKind.True,
                    JsonTokenType.False => JsonValueKind.False,
                    _ => JsonValueKind.Null,
                };
                return new() { Kind = kind, Path = path, Place = place };
        }
    }

    /// <summary>A member's path: ".name", or "['a name']" where the name is no word.</summary>
    private static string Join(string path, string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? $"{path}.{name}"
            : $"{path}['{name}']";

    private string Place(long offset, string path)
    {
        int line = Array.BinarySearch(_lines, (int)offset);
        if (line < 0) line = ~line - 1;
        int column = Encoding.UTF8.GetCharCount(_bytes.AsSpan(_lines[line], (int)offset - _lines[line]));
        return $"{_file}:{line + 1}:{column + 1} ({path})";
    }
}
