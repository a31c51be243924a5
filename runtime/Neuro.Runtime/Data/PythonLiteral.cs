namespace Neuro.Runtime.Data;

/// <summary>Reads the few Python literals that a .npy header consists of.</summary>
internal sealed class PythonLiteral(string text, DataPlace at)
{
    private int _position;

    public bool Accept(char symbol)
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
            _position++;
        if (_position >= text.Length || text[_position] != symbol)
            return false;
        _position++;
        return true;
    }

    public void Expect(char symbol)
    {
        if (!Accept(symbol))
            throw Damaged($"'{symbol}' was expected");
    }

    public string String()
    {
        if (Accept('['))
            throw at.ErrorAt("header", "this is a structured array", "save its fields as separate arrays with numpy.savez");
        char quote = Accept('\'') ? '\'' : '"';
        if (quote == '"')
            Expect('"');
        int end = text.IndexOf(quote, _position);
        if (end < 0)
            throw Damaged("a string does not end");
        string value = text[_position..end];
        _position = end + 1;
        return value;
    }

    public bool Boolean()
    {
        Accept(' ');
        string? word = new[] { "True", "False" }.FirstOrDefault(w => text.AsSpan(_position).StartsWith(w));
        if (word is null)
            throw Damaged("True or False was expected");
        _position += word.Length;
        return word == "True";
    }

    /// <summary>A tuple of non-negative integers; Python 2 wrote them with a trailing L.</summary>
    public int[] Tuple()
    {
        List<int> values = [];
        Expect('(');
        while (!Accept(')'))
        {
            values.Add(Integer());
            if (!Accept(','))
            {
                Expect(')');
                break;
            }
        }
        return [.. values];
    }

    private int Integer()
    {
        Accept(' ');
        int start = _position;
        while (_position < text.Length && char.IsAsciiDigit(text[_position]))
            _position++;
        if (!int.TryParse(text.AsSpan(start, _position - start), out int value))
            throw Damaged("an extent from 0 to 2,147,483,647 was expected");
        if (_position < text.Length && text[_position] == 'L')
            _position++;
        return value;
    }

    private DataException Damaged(string message) =>
        at.ErrorAt($"header, character {_position}", message, "the header is damaged");
}
