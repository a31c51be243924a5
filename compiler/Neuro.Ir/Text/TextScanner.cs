using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir;

/// <summary>The tokens of a text, one at a time, and the small pieces of grammar that every construct shares.</summary>
internal sealed class TextScanner
{
    /// <summary>Parsing stops after this many errors: the later ones usually follow from the earlier.</summary>
    private const int MaximumErrors = 20;

    private readonly string _text;
    private readonly string _name;
    private readonly ImmutableArray<Diagnostic>.Builder _errors = ImmutableArray.CreateBuilder<Diagnostic>();
    private int _at;
    private int _line = 1;
    private int _lineStart;

    /// <summary>Starts at the first token of <paramref name="text"/>; <paramref name="name"/>
    /// is what locations call the text.</summary>
    public TextScanner(string text, string name)
    {
        (_text, _name) = (text, name);
        Advance();
    }

    /// <summary>The token at hand.</summary>
    public Token Current { get; private set; }

    /// <summary>Line on which the token before the current one ended.</summary>
    public int PreviousLine { get; private set; } = 1;

    /// <summary>Whether so much is wrong that nothing more should be tried.</summary>
    public bool GaveUp => _errors.Count >= MaximumErrors;

    /// <summary>Ends the work if anything was wrong.</summary>
    public void ThrowIfFailed()
    {
        if (_errors.Count > 0) throw new DiagnosticException(_errors.ToImmutable());
    }

    /// <summary>Notes an error without leaving the construct.</summary>
    public void Report(Token at, DiagnosticDescriptor descriptor, params object?[] arguments) =>
        Report(descriptor.At(Place(at), arguments));

    /// <summary>Notes the diagnostic of an error that left a construct.</summary>
    public void Report(Diagnostic diagnostic)
    {
        if (!GaveUp) _errors.Add(diagnostic);
    }

    /// <summary>An error that leaves the construct.</summary>
    public TextError Error(Token at, DiagnosticDescriptor descriptor, params object?[] arguments) =>
        new(descriptor.At(Place(at), arguments));

    /// <summary>An error at the current token: something else was expected.</summary>
    public TextError Unexpected(string expected) => Error(Current, DiagnosticCatalog.TextUnexpected, expected, Current);

    /// <summary>Takes the current token.</summary>
    public Token Take()
    {
        Token token = Current;
        Advance();
        return token;
    }

    /// <summary>Takes the word or punctuation <paramref name="text"/> if it stands here.</summary>
    public bool TryTake(string text)
    {
        if (!Current.Is(text)) return false;
        Advance();
        return true;
    }

    /// <summary>Takes the word or punctuation <paramref name="text"/>, which must stand here.</summary>
    public void Expect(string text)
    {
        if (!TryTake(text)) throw Unexpected($"'{text}'");
    }

    /// <summary>Takes a name: a word or a quoted string.</summary>
    public Token TakeName(string what) => Current.IsName ? Take() : throw Unexpected(what);

    /// <summary>Takes a quoted string or a word.</summary>
    public string TakeString(string what) => TakeName(what).Text;

    /// <summary>Takes an integer within a range.</summary>
    public int TakeInt32(string what, int minimum = int.MinValue, int maximum = int.MaxValue)
    {
        if (Current.Kind != TokenKind.Integer) throw Unexpected(what);
        Token token = Take();
        if (token.Integer < minimum || token.Integer > maximum || token.Text.Length > 0)
            throw Error(token, DiagnosticCatalog.TextNumberRange, what, token, minimum, maximum);
        return (int)token.Integer;
    }

    /// <summary>Takes an integer of 64 bits without a sign.</summary>
    public ulong TakeUInt64(string what)
    {
        if (Current.Kind != TokenKind.Integer) throw Unexpected(what);
        Token token = Take();
        return token.Integer >= 0 || (token.Text.Length > 0 && token.Text[0] != '-')
            ? unchecked((ulong)token.Integer)
            : throw Error(token, DiagnosticCatalog.TextNumberRange, what, token, 0, ulong.MaxValue);
    }

    /// <summary>Takes an integer of 64 bits.</summary>
    public long TakeInt64(string what)
    {
        if (Current.Kind != TokenKind.Integer) throw Unexpected(what);
        Token token = Take();
        // -2^63 is the one that keeps its digits and yet has the value they say.
        return token.Text.Length == 0 || (token.Text[0] == '-' && token.Integer == long.MinValue)
            ? token.Integer
            : throw Error(token, DiagnosticCatalog.TextNumberRange, what, token, long.MinValue, long.MaxValue);
    }

    /// <summary>Takes a finite number.</summary>
    public double TakeReal(string what)
    {
        if (Current.Kind is not (TokenKind.Integer or TokenKind.Real)) throw Unexpected(what);
        Token token = Take();
        double value = token.Text.Length == 0 ? token.Integer : double.Parse(token.Text, CultureInfo.InvariantCulture);
        return double.IsFinite(value)
            ? value
            : throw Error(token, DiagnosticCatalog.TextNumberRange, what, token, double.MinValue, double.MaxValue);
    }

    /// <summary>Takes "(a, b, …)", at least one finite number.</summary>
    public ImmutableArray<double> TakeReals(string what)
    {
        ImmutableArray<double>.Builder values = ImmutableArray.CreateBuilder<double>();
        Expect("(");
        do values.Add(TakeReal(what));
        while (TryTake(","));
        Expect(")");
        return values.ToImmutable();
    }

    /// <summary>Takes an integer, or '@' and an array's name.</summary>
    public IrValue TakeValue(string what) =>
        TryTake("@") ? IrValue.FromArray(TakeString("an array's name")) : TakeInt32(what);

    /// <summary>Takes "{ field; field … }", each on its own line or after a ';'.</summary>
    public void TakeFields(string what, Token name, Action field)
    {
        Expect("{");
        while (!TryTake("}"))
        {
            if (Current.Kind == TokenKind.End) throw Error(name, DiagnosticCatalog.TextMissing, what, name.Text, "}");
            field();
            EndStatement();
        }
    }

    /// <summary>Takes a JSON object, whose specification is read from where it stands.</summary>
    public T TakeSpecification<T>()
        where T : class
    {
        if (!Current.Is("{")) throw Unexpected("'{' and a specification in JSON");
        Token start = Current;
        int first = _at - 1;
        // The object ends where the braces of its tokens balance; strings and comments are not looked into.
        for (int depth = 0; ; Advance())
        {
            if (Current.Kind == TokenKind.End)
                throw Error(start, DiagnosticCatalog.TextUnexpected, "'}' for this brace", Current);
            depth += Current.Is("{") ? 1 : Current.Is("}") ? -1 : 0;
            if (depth == 0) break;
        }
        string json = _text[first.._at];
        Advance();
        try
        {
            return SpecificationJson.Parse<T>(json, _name, start.Line, start.Column);
        }
        catch (DiagnosticException e)
        {
            foreach (Diagnostic fault in e.Diagnostics[..^1]) Report(fault);
            throw new TextError(e.Diagnostics[^1]);
        }
    }

    /// <summary>Takes "[a, b, …]" with extents from 0.</summary>
    public ImmutableArray<int> TakeExtents(string what)
    {
        ImmutableArray<int>.Builder extents = ImmutableArray.CreateBuilder<int>();
        Expect("[");
        while (!TryTake("]"))
        {
            if (extents.Count > 0) Expect(",");
            extents.Add(TakeInt32(what, 0));
        }
        return extents.ToImmutable();
    }

    /// <summary>
    /// Between two statements: a ';' or a new line, or the block's end. Without it, "a = neg b c = neg d" would be read silently.
    /// </summary>
    public void EndStatement()
    {
        if (TryTake(";") || Current.Is("}") || Current.Kind == TokenKind.End || Current.Line > PreviousLine) return;
        throw Unexpected("a new line or ';'");
    }

    /// <summary>After an error: goes to the next line, ';' or '}'.</summary>
    public void SkipStatement(int line)
    {
        while (Current.Kind != TokenKind.End && !Current.Is("}") && !Current.Is(";") && Current.Line <= line) Advance();
        TryTake(";");
    }

    private string Place(Token token) => $"{_name}:{token.Line}:{token.Column}";

    private void Advance()
    {
        PreviousLine = _line;
        SkipBlank();
        while (_at < _text.Length && !IsTokenStart(_text[_at]))
        {
            char c = _text[_at];
            Report(Make(TokenKind.End, _at++, ""), DiagnosticCatalog.TextBadToken, $"unexpected character '{c}'");
            SkipBlank();
        }
        if (_at >= _text.Length)
            Current = Make(TokenKind.End, _at, "");
        else if (_text[_at] == '"')
            Current = Quoted();
        else if (IsWordStart(_text[_at]))
            Current = Word();
        else
            Current = IsNumberStart() ? Number() : Punctuation();
    }

    private void SkipBlank()
    {
        for (; _at < _text.Length; _at++)
        {
            char c = _text[_at];
            if (c == '\n')
            {
                _line++;
                _lineStart = _at + 1;
            }
            else if (c == '#' || (c == '/' && _at + 1 < _text.Length && _text[_at + 1] == '/'))
            {
                int end = _text.IndexOf('\n', _at);
                _at = (end < 0 ? _text.Length : end) - 1;
            }
            else if (c is not (' ' or '\t' or '\r' or '\uFEFF'))
            {
                return;
            }
        }
    }

    private Token Make(TokenKind kind, int start, string text, long integer = 0) =>
        new(kind, text, integer, _line, start - _lineStart + 1);

    private Token Word()
    {
        int start = _at;
        while (_at < _text.Length && IsWordPart(_text[_at])) _at++;
        return Make(TokenKind.Word, start, _text[start.._at]);
    }

    private Token Quoted()
    {
        int start = _at++;
        StringBuilder value = new();
        while (_at < _text.Length && _text[_at] is not ('"' or '\n'))
        {
            char c = _text[_at++];
            if (c == '\\' && _at < _text.Length) c = Escape();
            value.Append(c);
        }
        Token token = Make(TokenKind.Quoted, start, value.ToString());
        if (_at >= _text.Length || _text[_at] != '"')
            Report(token, DiagnosticCatalog.TextBadToken, "the string that starts here does not end on its line");
        else
            _at++;
        return token;
    }

    private char Escape()
    {
        char c = _text[_at++];
        if (c != 'u') return c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => c };
        bool ok = _at + 4 <= _text.Length;
        int code = 0;
        ok = ok && int.TryParse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
        if (ok)
            _at += 4;
        else
            Report(Make(TokenKind.End, _at - 2, ""), DiagnosticCatalog.TextBadToken, "\\u needs four hexadecimal digits");
        return (char)code;
    }

    private Token Number()
    {
        int start = _at;
        if (_text[_at] == '-') _at++;
        bool hexadecimal = _at + 1 < _text.Length && _text[_at] == '0' && _text[_at + 1] == 'x';
        if (hexadecimal) _at += 2;
        int digits = _at;
        while (_at < _text.Length && (hexadecimal ? char.IsAsciiHexDigit(_text[_at]) : char.IsAsciiDigit(_text[_at]))) _at++;
        int end = _at;
        // "0..1" is a range of integers, "0.1" a real.
        if (!hexadecimal && _at + 1 < _text.Length && _text[_at] == '.' && char.IsAsciiDigit(_text[_at + 1])) SkipDigits(1);
        if (!hexadecimal && _at < _text.Length && _text[_at] is 'e' or 'E')
        {
            int sign = _at + 1 < _text.Length && _text[_at + 1] is '+' or '-' ? 1 : 0;
            if (_at + 1 + sign < _text.Length && char.IsAsciiDigit(_text[_at + 1 + sign])) SkipDigits(1 + sign);
        }
        if (_at > end) return Make(TokenKind.Real, start, _text[start.._at]);
        NumberStyles style = hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!ulong.TryParse(_text.AsSpan(digits, end - digits), style, CultureInfo.InvariantCulture, out ulong magnitude))
            Report(Make(TokenKind.Integer, start, ""), DiagnosticCatalog.TextBadToken, "this is not an integer of 64 bits");
        // Only a seed may be past 2^63; such a token keeps its digits, and no other reader takes it.
        long value = unchecked((long)magnitude);
        return Make(
            TokenKind.Integer, start, value < 0 ? _text[start.._at] : "", _text[start] == '-' ? unchecked(-value) : value);
    }

    private void SkipDigits(int first)
    {
        _at += first;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
    }

    private Token Punctuation()
    {
        int start = _at;
        foreach (string two in (ReadOnlySpan<string>)["->", ".."])
        {
            if (string.CompareOrdinal(_text, start, two, 0, 2) != 0) continue;
            _at += 2;
            return Make(TokenKind.Punctuation, start, two);
        }
        return Make(TokenKind.Punctuation, start, _text[_at++].ToString());
    }

    private bool IsNumberStart() =>
        char.IsAsciiDigit(_text[_at]) || (_text[_at] == '-' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]));

    private static bool IsTokenStart(char c) => IsWordPart(c) || "\"{}[]():;,=@/+-".Contains(c);

    private static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsWordPart(char c) => IsWordStart(c) || char.IsAsciiDigit(c) || c == '.';
}
