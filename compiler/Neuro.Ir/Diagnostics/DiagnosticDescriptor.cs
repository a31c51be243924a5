using System.Globalization;

namespace Neuro.Ir.Diagnostics;

/// <summary>A row of the table of diagnostics.</summary>
/// <param name="Code">"NEU1004". The thousands say the stage: 1 model files, 2 IR, 3
/// passes, 4 targets, 5 data, 6 execution.</param>
/// <param name="Severity">What it does to the work at hand.</param>
/// <param name="Message">Composite format of the message; numbers and names are its arguments.</param>
/// <param name="Hint">Composite format of what to do, over the same arguments.</param>
public sealed record DiagnosticDescriptor(string Code, Severity Severity, string Message, string Hint)
{
    /// <summary>The diagnostic at <paramref name="location"/> (a model path, a file and line,
    /// an IR object), or null for none.</summary>
    public Diagnostic At(string? location, params object?[] arguments) => new(
        Code, Severity, string.Format(CultureInfo.InvariantCulture, Message, arguments), location,
        string.Format(CultureInfo.InvariantCulture, Hint, arguments));
}
