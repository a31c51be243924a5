using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Neuro.Ir;

/// <summary>How names and operations are spelt in the text form.</summary>
internal static class TextNames
{
    /// <summary>Words that begin a statement or a population's field, where a name could
    /// stand too; such a name is quoted.</summary>
    private static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
        ["kind", "acc", "param", "table", "state", "store", "emit", "phase", "payload", "init", "inference", "keep",
            "origin"],
        StringComparer.Ordinal);

    /// <summary>Every operation that is written "name = operation operands", by its spelling.</summary>
    public static FrozenDictionary<string, OpCode> Operations { get; } = Enum.GetValues<OpCode>()
        .Where(op => op is not (OpCode.Store or OpCode.Emit)).ToFrozenDictionary(Spell, StringComparer.Ordinal);

    /// <summary>The roundings by their spelling.</summary>
    public static FrozenDictionary<string, Rounding> Roundings { get; } = new Dictionary<string, Rounding>
    {
        ["floor"] = Rounding.Floor,
        ["zero"] = Rounding.TowardZero,
        ["nearest"] = Rounding.Nearest,
        ["even"] = Rounding.NearestEven,
        ["stochastic"] = Rounding.Stochastic,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>An operation's spelling.</summary>
    public static string Spell(OpCode op) => op == OpCode.Accumulator ? "acc" : op.ToString().ToLowerInvariant();

    /// <summary>A rounding's spelling.</summary>
    public static string Spell(Rounding rounding) =>
        Roundings.FirstOrDefault(r => r.Value == rounding).Key ?? ((int)rounding).ToString(CultureInfo.InvariantCulture);

    /// <summary>A value: an integer, or '@' and an array's name.</summary>
    public static string Spell(IrValue value) =>
        value.Array is { } array ? $"@{Quote(array)}" : value.Scalar.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest digits that read back as the same number.</summary>
    public static string Real(double value) => value == 0 ? "0" : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A name as the text form writes it: bare where it is a plain word, in quotes otherwise.</summary>
    public static string Quote(string? name) => IsPlain(name ??= "") ? name : QuoteAlways(name);

    /// <summary>A value as the text form writes it: as <see cref="Quote"/> does, but integers bare.</summary>
    public static string QuoteUnlessNumber(string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
        && number.ToString(CultureInfo.InvariantCulture) == value ? value : Quote(value);

    /// <summary>A string in quotes.</summary>
    public static string QuoteAlways(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char c in text)
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                // Lone surrogates and control characters would not survive a UTF-8 file.
                _ when char.IsControl(c) || char.IsSurrogate(c) || c == '\uFEFF' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        return quoted.Append('"').ToString();
    }

    private static bool IsPlain(string name)
    {
        if (name.Length == 0 || !(char.IsAsciiLetter(name[0]) || name[0] == '_') || Keywords.Contains(name)) return false;
        foreach (char c in name)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.')) return false;
        return true;
    }
}
