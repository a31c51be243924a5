using System.Globalization;
using System.Text;

namespace Neuro.Ir;

/// <summary>The text form of programs; TEXT.md has the grammar. Printing, parsing and
/// printing again gives the same text.</summary>
public static class ProgramText
{
    /// <summary>The program as text, with all arrays inline.</summary>
    public static string Print(SpikeProgram program) => Print(program, int.MaxValue);

    /// <summary>
    /// The program as text. An array of more than <paramref name="maximumInlineElements"/> elements appears as a reference to
    /// <see cref="ArrayFile"/> in place of its elements.
    /// </summary>
    public static string Print(SpikeProgram program, int maximumInlineElements)
    {
        StringWriter text = new(CultureInfo.InvariantCulture);
        Print(program, text, maximumInlineElements);
        return text.ToString();
    }

    /// <summary>Writes the program as text; see <see cref="Print(SpikeProgram, int)"/>.</summary>
    public static void Print(SpikeProgram program, TextWriter text, int maximumInlineElements) =>
        new ProgramPrinter(text, maximumInlineElements).Print(program);

    /// <summary>Reads a program. The result has yet to pass the verifier.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What diagnostics call the text: its file.</param>
    /// <param name="resolver">Loads an array whose elements are in a file; without it, such an array is an error.</param>
    /// <exception cref="Diagnostics.DiagnosticException">The text is not of the grammar; every
    /// error has its line and column.</exception>
    public static SpikeProgram Parse(string text, string name, ArrayResolver? resolver = null) =>
        ProgramParser.Parse(new TextScanner(text, name), resolver);

    /// <summary>
    /// The file of an array's elements within a package: "arrays/NAME.npy", with bytes other than letters, digits, '_', '.' and
    /// '-' as %XX, so that different names never share a file.
    /// </summary>
    public static string ArrayFile(string array)
    {
        StringBuilder path = new("arrays/");
        foreach (byte b in Encoding.UTF8.GetBytes(array))
        {
            char c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-') path.Append(c);
            else path.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }
        return path.Append(".npy").ToString();
    }
}
