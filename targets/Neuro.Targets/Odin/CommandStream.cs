using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Files;

namespace Neuro.Targets.Odin;

/// <summary>
/// The file that programs and stimulates ODIN and tinyODIN: text, one 48-bit word in hexadecimal a line, {op8, a20, b20}. Empty
/// lines are allowed, and what follows a # is a comment.
/// </summary>
public static class CommandStream
{
    // A chip is programmed with some 37,000 words; recordings of events go beyond, but not to this.
    private const long LongestFile = 1L << 28;
    private const int MostFindings = 20;

    /// <summary>Whether <paramref name="path"/> bears the format's extension.</summary>
    public static bool Claims(string path) => path.EndsWith(".cmds.hex", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the file at <paramref name="path"/>.</summary>
    /// <exception cref="DiagnosticException">It is absent, too long, or not of the format; holds the first faults.</exception>
    public static ImmutableArray<ChipCommand> Read(string path)
    {
        if (!File.Exists(path)) throw new DiagnosticException(DiagnosticCatalog.FileNotFound.At(null, path));
        if (new FileInfo(path).Length > LongestFile)
            throw new DiagnosticException(DiagnosticCatalog.ChipCommandMalformed.At(path, "the file", "is longer than 256 MiB"));
        try
        {
            using StreamReader reader = new(path);
            ImmutableArray<ChipCommand> commands = Parse(reader, path);
            return commands.IsEmpty
                ? throw new DiagnosticException(DiagnosticCatalog.ChipCommandMalformed.At(path, "the file", "holds no command"))
                : commands;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(DiagnosticCatalog.ModelFileUnreadable.At(path, path, e.Message), e);
        }
    }

    /// <summary>Parses <paramref name="text"/>, which diagnostics call <paramref name="name"/>.</summary>
    /// <exception cref="DiagnosticException">A line is not of the format; holds the first faults.</exception>
    public static ImmutableArray<ChipCommand> Parse(TextReader text, string name)
    {
        ImmutableArray<ChipCommand>.Builder commands = ImmutableArray.CreateBuilder<ChipCommand>();
        List<Diagnostic> findings = [];
        for (int line = 1; text.ReadLine() is { } content && findings.Count < MostFindings; line++)
        {
            ReadOnlySpan<char> word = Content(content);
            if (word.IsEmpty) continue;
            if (Fault(word, out ChipCommand command) is { } fault)
                findings.Add(DiagnosticCatalog.ChipCommandMalformed.At($"{name}:{line}", Shorten(word), fault));
            else
                commands.Add(command);
        }
        return findings.Count == 0 ? commands.ToImmutable() : throw new DiagnosticException([.. findings]);
    }

    /// <summary>Writes <paramref name="commands"/> to <paramref name="path"/>, which appears whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<ChipCommand> commands) =>
        AtomicFile.WriteAllBytes(path, Encoding.ASCII.GetBytes(Print(commands)));

    /// <summary>The text of the file.</summary>
    public static string Print(IEnumerable<ChipCommand> commands)
    {
        StringBuilder text = new();
        foreach (ChipCommand command in commands)
            text.Append(command.Word.ToString("x12", CultureInfo.InvariantCulture)).Append('\n');
        return text.ToString();
    }

    private static ReadOnlySpan<char> Content(string line)
    {
        int comment = line.IndexOf('#', StringComparison.Ordinal);
        return line.AsSpan(0, comment < 0 ? line.Length : comment).Trim();
    }

    private static string? Fault(ReadOnlySpan<char> word, out ChipCommand command)
    {
        command = default;
        const NumberStyles Hexadecimal = NumberStyles.AllowHexSpecifier;
        if (word.Length > 12 || !ulong.TryParse(word, Hexadecimal, CultureInfo.InvariantCulture, out ulong bits))
            return "is not a hexadecimal number of at most 12 digits";
        command = ChipCommand.Of(bits);
        return Enum.IsDefined(command.Operation) ? null : $"has operation {(int)command.Operation}; they are 1 to 7";
    }

    private static string Shorten(ReadOnlySpan<char> word) => word.Length > 24 ? $"'{word[..24]}…'" : $"'{word}'";
}
