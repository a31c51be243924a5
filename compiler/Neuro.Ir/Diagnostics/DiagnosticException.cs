using System.Collections.Immutable;

namespace Neuro.Ir.Diagnostics;

/// <summary>Work that ended without a result, with everything that is known of why.</summary>
public sealed class DiagnosticException : Exception
{
    /// <summary>Ends the work with one finding.</summary>
    public DiagnosticException(Diagnostic diagnostic, Exception? inner = null)
        : this([diagnostic], inner)
    {
    }

    /// <summary>Ends the work with several findings, at least one of them an error.</summary>
    public DiagnosticException(ImmutableArray<Diagnostic> diagnostics, Exception? inner = null)
        : base(string.Join('\n', diagnostics), inner) => Diagnostics = diagnostics;

    /// <summary>The findings, in order.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }
}
