using Neuro.Ir.Diagnostics;

namespace Neuro.Ir;

/// <summary>The words of one choice.</summary>
/// <param name="what">What diagnostics call one of them: "a trigger".</param>
/// <param name="words">Each word with its meaning.</param>
internal sealed class WordTable<T>(string what, params (string Word, T Value)[] words)
    where T : struct, Enum
{
    /// <summary>The word for <paramref name="value"/>; digits for what is no choice.</summary>
    public string Spell(T value) => words.FirstOrDefault(w => w.Value.Equals(value)).Word ?? value.ToString("D");

    /// <summary>The meaning of <paramref name="word"/>, or null.</summary>
    public T? Find(Token word)
    {
        foreach ((string text, T value) in words)
            if (word.Is(text)) return value;
        return null;
    }

    /// <summary>Takes one of the words.</summary>
    public T Take(TextScanner scanner)
    {
        Token word = scanner.TakeName(what);
        return Find(word) ?? throw Unknown(scanner, word);
    }

    /// <summary>The error that <paramref name="word"/> is none of them, nor of <paramref name="others"/>.</summary>
    public TextError Unknown(TextScanner scanner, Token word, params IEnumerable<string> others) => scanner.Error(
        word, DiagnosticCatalog.TextUnknownWord, word.Text, what, string.Join(", ", others.Concat(words.Select(w => w.Word))));
}
