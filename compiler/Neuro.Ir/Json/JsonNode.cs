using System.Globalization;
using System.Text.Json;

namespace Neuro.Ir.Json;

/// <summary>A JSON value that knows where it stands, so that whatever is said about it can name line and path.</summary>
public sealed class JsonNode
{
    /// <summary>What it is.</summary>
    public required JsonValueKind Kind { get; init; }

    /// <summary>"$.populations.exc.size".</summary>
    public required string Path { get; init; }

    /// <summary>"net.json:12:7 ($.populations.exc.size)".</summary>
    public required string Place { get; init; }

    /// <summary>The text of a string.</summary>
    public string Text { get; init; } = "";

    /// <summary>The value of a number.</summary>
    public double Number { get; init; }

    /// <summary>An object as it is written.</summary>
    public ReadOnlyMemory<byte> Source { get; set; }

    /// <summary>The elements of a list.</summary>
    public List<JsonNode> Items { get; } = [];

    /// <summary>The members of an object, in the file's order.</summary>
    public List<(string Name, JsonNode Value)> Members { get; } = [];

    /// <summary>The member called <paramref name="name"/>, or null.</summary>
    public JsonNode? this[string name] => Members.Find(m => m.Name == name).Value;

    /// <summary>Whether it is true; a schema has made sure that it is a boolean.</summary>
    public bool IsTrue => Kind == JsonValueKind.True;

    /// <summary>Whether it is a string.</summary>
    public bool IsText => Kind == JsonValueKind.String;

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => Kind == JsonValueKind.Number;

    /// <summary>Whether it is an object.</summary>
    public bool IsObject => Kind == JsonValueKind.Object;

    /// <summary>The value as an integer; a schema has made sure that it is one of 32 bits.</summary>
    public int Integer => (int)Number;

    /// <summary>The member's text, or <paramref name="otherwise"/>.</summary>
    public string? TextOf(string name, string? otherwise = null) => this[name]?.Text ?? otherwise;

    /// <summary>The member's number, or <paramref name="otherwise"/>.</summary>
    public double NumberOf(string name, double otherwise) => this[name]?.Number ?? otherwise;

    /// <summary>The member's integer, or <paramref name="otherwise"/>.</summary>
    public int IntegerOf(string name, int otherwise) => this[name]?.Integer ?? otherwise;

    /// <summary>Whether the member is there and true.</summary>
    public bool IsSet(string name) => this[name] is { IsTrue: true };

    /// <summary>The members of an object that is a member, none where it is absent.</summary>
    public IReadOnlyList<(string Name, JsonNode Value)> MembersOf(string name) => this[name]?.Members ?? [];

    /// <summary>A text, or a list of lines, as one text.</summary>
    public string Lines => IsText ? Text : string.Join('\n', Items.Select(i => i.Text));

    /// <summary>A string, a number or a boolean as a word.</summary>
    public string Word => Kind switch
    {
        JsonValueKind.String => Text,
        JsonValueKind.Number => Number.ToString(CultureInfo.InvariantCulture),
        JsonValueKind.True => "true",
        _ => "false",
    };
}
