namespace Neuro.Ir;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    End,
    Word,
    Quoted,
    Integer,
    Real,
    Punctuation,
}

/// <summary>A token of the text form, with the place where it starts (both from 1).</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word, the unquoted string, the digits (of an integer only past 2^63) or the punctuation.</param>
/// <param name="Integer">An integer's value.</param>
/// <param name="Line">Line of its first character.</param>
/// <param name="Column">Column of its first character.</param>
internal readonly record struct Token(TokenKind Kind, string Text, long Integer, int Line, int Column)
{
    /// <summary>Whether it can name something.</summary>
    public bool IsName => Kind is TokenKind.Word or TokenKind.Quoted;

    /// <summary>Whether it is the word or punctuation <paramref name="text"/>; a quoted name never is.</summary>
    public bool Is(string text) => Kind is TokenKind.Word or TokenKind.Punctuation && Text == text;

    /// <summary>The token as an error message shows it.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end of the text",
        TokenKind.Integer when Text.Length == 0 => $"{Integer}",
        _ => $"'{(Text.Length > 40 ? Text[..40] + "…" : Text)}'",
    };
}
