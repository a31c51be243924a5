namespace Neuro.Ir.Diagnostics;

/// <content>Programs that process events one by one.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>{0}: what is wrong; {1}: hint.</summary>
    public static readonly DiagnosticDescriptor IrEvent = new(
        "NEU2126", Severity.Error, "{0}, in a program that fires by the event", "{1}");
}
