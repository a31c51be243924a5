namespace Neuro.Ir.Diagnostics;

/// <content>Images of crossbar chips.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>0: what is wrong.</summary>
    public static readonly DiagnosticDescriptor NxbMalformed = new("NEU4701", Severity.Error,
        "the image is malformed: {0}",
        "write it anew with `neuro export -t xbar`; README.md of targets/Xbar describes its bytes");

    /// <summary>0: what stands against it.</summary>
    public static readonly DiagnosticDescriptor NxbNotExpressible = new("NEU4702", Severity.Error,
        "a crossbar chip's image cannot hold the program: {0}",
        "compile it with -t xbar, or with a profile that inherits from it");
}
