namespace Neuro.Ir.Diagnostics;

/// <content>Cores of Loihi's class, and what a .net file can hold.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>0: population, 1: what it does, 2: target, 3: what to do.</summary>
    public static readonly DiagnosticDescriptor LoihiCannot = new("NEU3701", Severity.Error,
        "population '{0}' {1}, which compartments of target {2} cannot", "{3}");

    /// <summary>0: population.</summary>
    public static readonly DiagnosticDescriptor LoihiCurrentBias = new("NEU3702", Severity.Warning,
        "population '{0}' has a bias before its synapse; a compartment has one behind it: its steady state is added to v " +
            "instead, from the first tick on",
        "train with the bias on the membrane (v_leak)");

    /// <summary>0: projections, 1: target, 2: ticks.</summary>
    public static readonly DiagnosticDescriptor LoihiDelayed = new("NEU3703", Severity.Warning,
        "{0} projections without delay wait {2} tick on target {1}: each layer answers so much later",
        "give samples a tick more per layer; --dialect lava reckons with it");

    /// <summary>0: population, 1: kind of neuron, 2: target, 3: kinds there are.</summary>
    public static readonly DiagnosticDescriptor NeuronForeign = new("NEU4050", Severity.Error,
        "population '{0}' has neurons of kind '{1}', which target {2} does not compute", "it computes {3}");

    /// <summary>0: population, 1: threshold's mantissa, 2: target, 3: largest there.</summary>
    public static readonly DiagnosticDescriptor ThresholdTooLarge = new("NEU4051", Severity.Error,
        "population '{0}' has a threshold of {1} x 2^6; target {2} goes up to {3} x 2^6", "scale its weights and threshold down");

    /// <summary>0: core, 1: output axons, 2: target, 3: output axons there.</summary>
    public static readonly DiagnosticDescriptor AxonsTooMany = new("NEU4052", Severity.Error,
        "core {0} needs {1} output axons; a core of target {2} has {3}",
        "use a smaller network, or fewer connections between layers");

    /// <summary>0: projection, 1: delay, 2: target, 3: least there.</summary>
    public static readonly DiagnosticDescriptor DelayBelowTarget = new("NEU4053", Severity.Error,
        "projection '{0}' has synapses of delay {1}; spikes take {3} ticks at least on target {2}",
        "compile with longer delays; a .net file with --synapse-delay {3}");

    /// <summary>0: what stands against it.</summary>
    public static readonly DiagnosticDescriptor NotExpressible = new("NEU4201", Severity.Error,
        "a .net file cannot hold the program: {0}",
        "a .net file is a chain of layers of Loihi's neurons; compile with -t loihi1, or export as onnx");

    /// <summary>0: population, 1: what Lava takes instead.</summary>
    public static readonly DiagnosticDescriptor LavaReadsOtherwise = new("NEU4202", Severity.Warning,
        "Lava reads layer '{0}' of the file differently: {1}", "neuro reads it back as it is; see the README of targets/Loihi");
}
