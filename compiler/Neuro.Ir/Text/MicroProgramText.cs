namespace Neuro.Ir;

/// <summary>The text form of a single micro-program: how a user writes a neuron or a rule in a file. TEXT.md has the
/// grammar.</summary>
public static class MicroProgramText
{
    /// <summary>The program as a "neuron" block. Parsing it gives the same program again.</summary>
    public static string Print(MicroProgram program)
    {
        StringWriter text = new();
        MicroProgramPrinter.Print(text, program, "");
        return text.ToString();
    }

    /// <summary>Reads a text that holds one "neuron" or "rule" block. The result has yet to pass the verifier.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What diagnostics call the text: its file.</param>
    /// <exception cref="Diagnostics.DiagnosticException">The text is not of the grammar; every
    /// error has its line and column.</exception>
    public static MicroProgram Parse(string text, string name)
    {
        TextScanner scanner = new(text, name);
        try
        {
            if (!scanner.TryTake("rule")) scanner.Expect("neuron");
            MicroProgram program = MicroProgramParser.Parse(scanner);
            if (scanner.Current.Kind != TokenKind.End) throw scanner.Unexpected("the end of the text");
            scanner.ThrowIfFailed();
            return program;
        }
        catch (TextError error)
        {
            scanner.Report(error.Diagnostic);
            scanner.ThrowIfFailed();
            throw;
        }
    }
}
