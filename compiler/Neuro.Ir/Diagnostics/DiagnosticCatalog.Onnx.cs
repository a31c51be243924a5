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

    /// <summary>0: where it was looked for.</summary>
    public static readonly DiagnosticDescriptor NoOnnxRuntime = new("NEU6540", Severity.Error,
        "ONNX Runtime is not on this machine: {0}",
        "`npm install --ignore-scripts onnxruntime-node` brings one; or let NEURO_ONNXRUNTIME name a libonnxruntime");

    /// <summary>0: what was asked for, 1: what was obtained, 2: why.</summary>
    public static readonly DiagnosticDescriptor OtherProvider = new("NEU6541", Severity.Warning,
        "asked for execution provider '{0}', obtained {1}: {2}",
        "use a libonnxruntime that was built with it (NEURO_ONNXRUNTIME), or do not ask for it");

    /// <summary>0: file, 1: why.</summary>
    public static readonly DiagnosticDescriptor OnnxModelUnusable = new("NEU6542", Severity.Error,
        "'{0}' is no ONNX model of a program: {1}",
        "export one: neuro export net.nrx --format onnx -o net.onnx");

    /// <summary>0: what the runtime said.</summary>
    public static readonly DiagnosticDescriptor OnnxRunFailed = new("NEU6543", Severity.Error,
        "ONNX Runtime could not run the model: {0}",
        "another version of ONNX Runtime may; NEURO_ONNXRUNTIME chooses one");

    /// <summary>0: digest in the file, 1: the program's.</summary>
    public static readonly DiagnosticDescriptor OnnxOfAnotherProgram = new("NEU6544", Severity.Warning,
        "the ONNX model was exported from another program (digest {0}; this one is {1})",
        "export it again: neuro export net.nrx --format onnx -o net.onnx");
}
