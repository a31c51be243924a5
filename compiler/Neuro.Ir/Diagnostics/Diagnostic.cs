namespace Neuro.Ir.Diagnostics;

/// <summary>One finding, ready to print.</summary>
/// <param name="Code">"NEU1004".</param>
/// <param name="Severity">What it does to the work at hand.</param>
/// <param name="Message">What is wrong, with names and numbers.</param>
/// <param name="Location">Where: a model path, a file and line, an IR object; null where there is no place.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record Diagnostic(string Code, Severity Severity, string Message, string? Location, string Hint)
{
    /// <summary>The three-line form of compilers: severity and message, place, hint.</summary>
    public override string ToString()
    {
        string text = $"{Severity.ToString().ToLowerInvariant()}[{Code}]: {Message}";
        if (Location is not null) text += $"\n  --> {Location}";
        if (Hint.Length > 0) text += $"\n  hint: {Hint}";
        return text;
    }
}
