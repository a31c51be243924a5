namespace Neuro.Ir.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>A template that is not in the registry.</summary>
    public static readonly DiagnosticDescriptor TemplateUnknown = new(
        "NEU2301", Severity.Error, "there is no neuron template '{0}'",
        "templates are {1}; a file with a neuron block of your own works too");

    /// <summary>An option that a template does not have, or a value that it does not take.</summary>
    public static readonly DiagnosticDescriptor TemplateOption = new(
        "NEU2302", Severity.Error, "neuron template '{0}': option '{1}' {2}", "its options are {3}");
}
