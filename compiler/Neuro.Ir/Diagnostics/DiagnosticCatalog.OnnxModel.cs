namespace Neuro.Ir.Diagnostics;

/// <content>ONNX model files.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>0: file, 1: what is wrong.</summary>
    public static readonly DiagnosticDescriptor OnnxDamaged = new("NEU1100", Severity.Error,
        "'{0}' is not a readable ONNX model: {1}", "export the model again, or fetch the file again");

    /// <summary>0: version.</summary>
    public static readonly DiagnosticDescriptor OnnxOpset = new("NEU1101", Severity.Error,
        "the model's operators are those of opset {0}; 7 and later are read", "export the model with a newer opset_version");

    /// <summary>0: number of inputs, 1: names.</summary>
    public static readonly DiagnosticDescriptor OnnxInputs = new("NEU1102", Severity.Error,
        "the model has {0} inputs ({1}); one is converted", "export the part of the model that has one input");

    /// <summary>0: input, 1: what is wrong with it.</summary>
    public static readonly DiagnosticDescriptor OnnxInputShape = new("NEU1103", Severity.Error,
        "input '{0}' {1}", "export the model with fixed extents; only the first axis, the batch, may be symbolic");

    /// <summary>0: node, 1: operator, 2: remark.</summary>
    public static readonly DiagnosticDescriptor OnnxUnsupported = new("NEU1104", Severity.Error,
        "node '{0}': there is no conversion for operator {1}{2}",
        "replace the operator, or cut the model there; neuro inspect lists what converts");

    /// <summary>0: node, 1: operator, 2: what is wrong.</summary>
    public static readonly DiagnosticDescriptor OnnxNodeFault = new("NEU1105", Severity.Error,
        "node '{0}' ({1}): {2}", "change the node in the model; neuro inspect lists what converts");

    /// <summary>0: reader, 1: value.</summary>
    public static readonly DiagnosticDescriptor OnnxValueMissing = new("NEU1106", Severity.Error,
        "'{0}' reads '{1}', which no node, input or initialiser gives",
        "export the model again; onnx.checker says what is missing");

    /// <summary>0: nodes.</summary>
    public static readonly DiagnosticDescriptor OnnxCycle = new("NEU1107", Severity.Error,
        "nodes {0} form a cycle", "an ONNX graph has none; export the model again");

    /// <summary>0: node, 1: operator.</summary>
    public static readonly DiagnosticDescriptor OnnxCells = new("NEU1108", Severity.Error,
        "node '{0}' ({1}) steps through time: the model holds recurrent or spiking cells already, which are not converted",
        "export the network without its time loop, or the spiking network as .nir");

    /// <summary>0: output, 1: others.</summary>
    public static readonly DiagnosticDescriptor OnnxOutputs = new("NEU1109", Severity.Warning,
        "output '{0}' is converted; {1} are left out", "put the output that counts first");

    /// <summary>0: value.</summary>
    public static readonly DiagnosticDescriptor OnnxDuplicate = new("NEU1110", Severity.Error,
        "value '{0}' is given twice", "an ONNX graph gives each value once; export the model again");

    /// <summary>0: tensor, 1: value.</summary>
    public static readonly DiagnosticDescriptor OnnxNonFinite = new("NEU1111", Severity.Error,
        "tensor '{0}' holds {1}", "training may have diverged; export finite numbers");
}
