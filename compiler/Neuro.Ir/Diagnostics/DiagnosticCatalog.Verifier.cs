namespace Neuro.Ir.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>Two objects of one kind with one name.</summary>
    public static readonly DiagnosticDescriptor IrDuplicateName = new(
        "NEU2101", Severity.Error, "{0} '{1}' is declared twice", "names are unique; rename one of the two");

    /// <summary>A reference to nothing.</summary>
    public static readonly DiagnosticDescriptor IrUnknownReference = new(
        "NEU2102", Severity.Error, "{0} refers to {1} '{2}', which does not exist", "declare {1} '{2}' or correct the name");

    /// <summary>A population without a usable shape.</summary>
    public static readonly DiagnosticDescriptor IrShape = new(
        "NEU2103", Severity.Error, "population '{0}' has shape [{1}]",
        "a shape has one extent or more, each at least 1, and at most {2} neurons in all");

    /// <summary>An array of the wrong length or shape for its place.</summary>
    public static readonly DiagnosticDescriptor IrArrayShape = new(
        "NEU2104", Severity.Error, "array '{0}' of shape [{1}] is {2}, which needs {3}",
        "correct the array, or the shapes of what it connects");

    /// <summary>Compressed sparse rows that are not.</summary>
    public static readonly DiagnosticDescriptor IrSparse = new(
        "NEU2105", Severity.Error, "projection '{0}': {1}",
        "row pointers ascend from 0 to the number of synapses; targets ascend within a row and are below the target's size");

    /// <summary>Impossible convolution.</summary>
    public static readonly DiagnosticDescriptor IrConvolution = new(
        "NEU2106", Severity.Error, "projection '{0}': {1}",
        "extents, strides, dilations and groups are at least 1, padding at least 0, and groups divide the channels of both " +
            "sides");

    /// <summary>A parameter, table or state binding that is absent, superfluous or of the wrong kind.</summary>
    public static readonly DiagnosticDescriptor IrBinding = new(
        "NEU2107", Severity.Error, "population '{0}': {1} '{2}' {3}",
        "bind each parameter and table of the neuron once, and nothing else");

    /// <summary>An initial value that its state cannot hold.</summary>
    public static readonly DiagnosticDescriptor IrInitialRange = new(
        "NEU2108", Severity.Error, "population '{0}' starts state '{1}' in {2}; the state holds {3}",
        "widen the state or change its initial value");

    /// <summary>A micro-program that breaks a rule of the form.</summary>
    public static readonly DiagnosticDescriptor IrInstruction = new(
        "NEU2109", Severity.Error, "neuron '{0}', instruction {1} ({2}): {3}", "SEMANTICS.md lists what each operation takes");

    /// <summary>A declaration of a micro-program that breaks a rule of the form.</summary>
    public static readonly DiagnosticDescriptor IrDeclaration = new(
        "NEU2110", Severity.Error, "neuron '{0}': {1}",
        "ports have 32 or 64 bits, states 1 to 32 (31 unsigned); all names of a neuron differ");

    /// <summary>A loop that would have to run within one tick.</summary>
    public static readonly DiagnosticDescriptor IrZeroDelayCycle = new(
        "NEU2111", Severity.Error, "the cycle {0} has no delay", "give one of its projections a delay of at least one tick");

    /// <summary>A projection without delay to an earlier or the same phase.</summary>
    public static readonly DiagnosticDescriptor IrPhaseOrder = new(
        "NEU2112", Severity.Error, "projection '{0}' without delay runs from phase {1} ('{2}') to phase {3} ('{4}')",
        "move '{4}' to a phase after {1}, or give the projection a delay");

    /// <summary>A number of a projection or population outside its range.</summary>
    public static readonly DiagnosticDescriptor IrNumberRange = new(
        "NEU2113", Severity.Error, "{0} of {1} '{2}' is {3}", "it is {4}");

    /// <summary>A sum of inputs that the port cannot hold.</summary>
    public static readonly DiagnosticDescriptor IrAccumulatorOverflow = new(
        "NEU2114", Severity.Error,
        "port '{0}' of population '{1}' can sum to {2}, which {3} bits do not hold safely (neuron {4})",
        "make the port i64, use smaller weights, multipliers or shifts, or smaller payloads");

    /// <summary>A store that may not fit.</summary>
    public static readonly DiagnosticDescriptor IrStoreOverflow = new(
        "NEU2115", Severity.Error, "population '{0}': neuron '{1}' stores {2} in state '{3}', which holds {4}",
        "saturate the value with 'sat', clamp it with 'min' and 'max', or widen the state");

    /// <summary>A placement that does not place every neuron once.</summary>
    public static readonly DiagnosticDescriptor IrPlacement = new(
        "NEU2116", Severity.Error, "placement on '{0}': {1}",
        "every neuron of every population that is not an input is placed on one core, once");

    /// <summary>More findings than are worth reading.</summary>
    public static readonly DiagnosticDescriptor IrMore = new(
        "NEU2117", Severity.Error, "there are more findings than the {0} shown", "correct these first");
}
