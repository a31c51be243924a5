using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Neuro.Cli.Output;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli;

/// <summary>Reports command lines that do not parse: what is wrong, what was perhaps meant, where the help is.</summary>
internal static class UsageErrors
{
    /// <summary>Prints every error of <paramref name="parsed"/> as a diagnostic.</summary>
    public static int Report(ParseResult parsed, Terminal terminal)
    {
        parsed = WithArgument(parsed);
        string help = $"`{PathOf(parsed)} --help` lists what it takes";
        string hint = DidYouMean(parsed) is { Length: > 0 } guess ? $"did you mean {guess}? {help}" : help;
        Diagnostic[] diagnostics =
            [.. Messages(parsed).Distinct().Select(m => DiagnosticCatalog.UsageError.At(null, Sentence(m), hint))];
        foreach (Diagnostic diagnostic in diagnostics)
            terminal.Report(diagnostic);
        if (terminal.Json)
            terminal.WriteJson(PathOf(parsed)["neuro".Length..].TrimStart(), new { diagnostics }, "error");
        return ExitCode.Usage;
    }

    // An unknown option that stands before the argument is taken for it; with another word in its place the parser sees it.
    private static ParseResult WithArgument(ParseResult parsed)
    {
        string? taken = parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(a => a.Tokens).Select(t => t.Value).FirstOrDefault(t => t.StartsWith("--", StringComparison.Ordinal));
        if (taken is null)
            return parsed;
        string[] words = [.. parsed.Tokens.Select(t => t.Value)];
        int at = Array.IndexOf(words, taken);
        return parsed.RootCommandResult.Command.Parse([.. words[..at], "file", .. words[at..]], parsed.Configuration);
    }

    // What follows unknown options are their values and no faults of their own.
    private static IEnumerable<string> Messages(ParseResult parsed)
    {
        string[] values = [.. parsed.UnmatchedTokens.SkipWhile(t => !t.StartsWith('-')).Where(t => !t.StartsWith('-'))];
        return parsed.Errors
            .Select(e => e.Message)
            .Where(m => !values.Any(v => m.EndsWith($" '{v}'.", StringComparison.Ordinal)));
    }

    // The parser's typo correction prints a question, then one suggestion a line, to the invocation's output. To it, a letter is
    // near every short word.
    private static string DidYouMean(ParseResult parsed)
    {
        StringWriter corrections = new();
        ParseErrorAction action = (ParseErrorAction)parsed.Action!;
        action.ShowHelp = false;
        action.ShowTypoCorrections = true;
        parsed.Invoke(new InvocationConfiguration { Output = corrections, Error = TextWriter.Null });
        string[] lines = corrections.ToString()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(" or ", lines.Where(l => !l.EndsWith('?') && l.Length > 2).Select(l => $"'{l}'"));
    }

    // Diagnostics are one line, begin in lower case and end without a full stop; types are those of people, not of .NET.
    private static string Sentence(string message)
    {
        string line = string.Join(' ', message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        int type = line.IndexOf(" as expected type '", StringComparison.Ordinal);
        if (type >= 0)
            line = $"{line[..type]}: it is no {(line.Contains("Double", StringComparison.Ordinal) ? "number" : "whole number")}";
        return char.ToLowerInvariant(line[0]) + line[1..];
    }

    private static string PathOf(ParseResult parsed)
    {
        List<string> names = [];
        for (SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
        {
            if (at is CommandResult { Command: not RootCommand } command)
                names.Insert(0, command.Command.Name);
        }
        return string.Join(' ', ["neuro", .. names]);
    }
}
