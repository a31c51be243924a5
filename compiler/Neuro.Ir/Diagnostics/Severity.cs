namespace Neuro.Ir.Diagnostics;

/// <summary>What a diagnostic does to the work at hand.</summary>
public enum Severity
{
    /// <summary>Something a user may want to know.</summary>
    Info,
    /// <summary>The result stands, but may not be what was wanted.</summary>
    Warning,
    /// <summary>There is no result.</summary>
    Error,
}
