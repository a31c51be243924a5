using System.Globalization;

namespace Neuro.Cli.Options;

/// <summary>Payloads that input events may carry, as people write them: <c>0..255</c>, both ends included, around 0.</summary>
internal readonly record struct PayloadRange(int Minimum, int Maximum)
{
    /// <summary>Reads the text form; null where it is not one.</summary>
    public static PayloadRange? TryParse(string text)
    {
        string[] ends = text.Split("..");
        return ends.Length == 2
            && Number(ends[0], out int minimum) && minimum <= 0
            && Number(ends[1], out int maximum) && maximum >= 0
            ? new(minimum, maximum)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Minimum}..{Maximum}";

    private static bool Number(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
