using Neuro.Ir.Diagnostics;

namespace Neuro.Ir;

/// <summary>Leaves the construct that is being parsed; the parser that catches it notes the
/// diagnostic and goes on behind it.</summary>
internal sealed class TextError(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    /// <summary>What is wrong and where.</summary>
    public Diagnostic Diagnostic { get; } = diagnostic;
}
