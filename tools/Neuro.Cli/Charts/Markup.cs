using System.Text;

namespace Neuro.Cli.Charts;

/// <summary>Builds markup that is well-formed as HTML and as XML: text is escaped here and nowhere else.</summary>
internal sealed class Markup
{
    private readonly StringBuilder _text = new();

    /// <summary>Opens an element; attributes are name and value in turn, null values are left out.</summary>
    public Markup Open(string name, params ReadOnlySpan<string?> attributes)
    {
        Start(name, attributes);
        _text.Append('>');
        return this;
    }

    /// <summary>Closes an element.</summary>
    public Markup Close(string name)
    {
        _text.Append("</").Append(name).Append('>');
        return this;
    }

    /// <summary>An element without content.</summary>
    public Markup Empty(string name, params ReadOnlySpan<string?> attributes)
    {
        Start(name, attributes);
        _text.Append("/>");
        return this;
    }

    /// <summary>An element with text.</summary>
    public Markup Element(string name, string text, params ReadOnlySpan<string?> attributes) =>
        Open(name, attributes).Text(text).Close(name);

    /// <summary>Text.</summary>
    public Markup Text(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '<': _text.Append("&lt;"); break;
                case '>': _text.Append("&gt;"); break;
                case '&': _text.Append("&amp;"); break;
                case '"': _text.Append("&quot;"); break;
                // Control characters and non-characters are no part of XML, escaped or not.
                case < 32 and not ('\t' or '\n' or '\r') or 0xfffe or 0xffff: _text.Append('\ufffd'); break;
                default: _text.Append(rune.ToString()); break;
            }
        }
        return this;
    }

    /// <summary>Markup that is finished.</summary>
    public Markup Add(Markup other)
    {
        _text.Append(other._text);
        return this;
    }

    /// <summary>A line feed, for those who read the source.</summary>
    public Markup Line()
    {
        _text.Append('\n');
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Start(string name, ReadOnlySpan<string?> attributes)
    {
        _text.Append('<').Append(name);
        for (int i = 0; i + 1 < attributes.Length; i += 2)
        {
            if (attributes[i + 1] is not { } value)
                continue;
            _text.Append(' ').Append(attributes[i]).Append("=\"");
            Text(value);
            _text.Append('"');
        }
    }
}
