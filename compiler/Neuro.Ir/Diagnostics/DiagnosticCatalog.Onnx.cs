namespace Neuro.Ir.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>0: projection.</summary>
    public static readonly DiagnosticDescriptor OnnxUnfabricated = new("NEU4101", Severity.Error,
        "projection '{0}' is held by a crossbar of which no chip has been fabricated, so there are no conductances to export",
        "fabricate a chip first, or compile without a crossbar");

    /// <summary>0: projection.</summary>
    public static readonly DiagnosticDescriptor OnnxReadNoise = new("NEU4102", Severity.Error,
        "projection '{0}' is read with noise, which the ONNX model would not have",
        "--no-read-noise exports its conductances and converters without the noise");
}
