namespace Neuro.Ir.Diagnostics;

/// <content>Design rules of SynSense's Xylo.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>0: population, 1: what it does, 2: target, 3: what to do.</summary>
    public static readonly DiagnosticDescriptor XyloCannot = new("NEU4301", Severity.Error,
        "population '{0}' {1}, which neurons of target {2} cannot", "{3}");

    /// <summary>0: node, 1: its time step, 2: another node, 3: its time step, 4: target.</summary>
    public static readonly DiagnosticDescriptor XyloTimeSteps = new("NEU4302", Severity.Error,
        "neurons '{0}' are made for steps of {1:G6} s, '{2}' for {3:G6} s; all neurons of target {4} share one",
        "train all layers with one dt; if the file is not Rockpool's, name the dialect that it is in");

    /// <summary>0: source, 1: neurons, 2: target.</summary>
    public static readonly DiagnosticDescriptor XyloWithoutWeights = new("NEU4303", Severity.Error,
        "'{0}' reaches neurons '{1}' without weights; target {2} begins with weights, and has them between any two layers",
        "put a linear layer between them (an identity matrix, if need be)");

    /// <summary>0: first weights, 1: second weights, 2: target.</summary>
    public static readonly DiagnosticDescriptor XyloConsecutiveWeights = new("NEU4304", Severity.Error,
        "weights '{0}' lead to weights '{1}' without neurons between them, which target {2} does not have",
        "multiply the two into one layer, or put neurons between them");

    /// <summary>0: output population, 1: population it reaches, 2: target.</summary>
    public static readonly DiagnosticDescriptor XyloOutputSends = new("NEU4305", Severity.Error,
        "output neurons '{0}' send spikes to '{1}'; outputs of target {2} are not recurrent",
        "read out through a last layer that nothing listens to");

    /// <summary>0: input, 1: output population, 2: target.</summary>
    public static readonly DiagnosticDescriptor XyloInputToOutput = new("NEU4306", Severity.Error,
        "input '{0}' leads straight to output neurons '{1}'; those of target {2} listen to hidden neurons only",
        "put a hidden layer between them");

    /// <summary>0: channels, 1: target, 2: channels there.</summary>
    public static readonly DiagnosticDescriptor XyloInputs = new("NEU4307", Severity.Error,
        "{0:N0} input channels, {2:N0} available on target {1}", "merge or drop channels before the network");

    /// <summary>0: neurons, 1: target, 2: neurons there.</summary>
    public static readonly DiagnosticDescriptor XyloHidden = new("NEU4308", Severity.Error,
        "{0:N0} hidden neurons, {2:N0} available on target {1}", "train with smaller hidden layers");

    /// <summary>0: neurons, 1: target, 2: neurons there.</summary>
    public static readonly DiagnosticDescriptor XyloOutputs = new("NEU4309", Severity.Error,
        "{0:N0} output neurons, {2:N0} available on target {1}", "use fewer classes, or a target with more output neurons");

    /// <summary>0: population, 1: neuron, 2: its recurrent synapses, 3: target, 4: limit.</summary>
    public static readonly DiagnosticDescriptor XyloFanOut = new("NEU4310", Severity.Error,
        "neuron {1} of '{0}' reaches {2:N0} hidden neurons, {4:N0} available on target {3}",
        "prune its weights, or train with sparse recurrence");

    /// <summary>0: recurrent synapses, 1: target, 2: weights there, 3: average fan-out, 4: hidden neurons.</summary>
    public static readonly DiagnosticDescriptor XyloAverageFanOut = new("NEU4311", Severity.Error,
        "{0:N0} synapses between hidden neurons, {2:N0} available on target {1} ({3} on average for each of {4:N0})",
        "prune weights between hidden neurons");

    /// <summary>0: neurons, 1: target, 2: limit.</summary>
    public static readonly DiagnosticDescriptor XyloInputExpansion = new("NEU4312", Severity.Error,
        "input reaches {0:N0} hidden neurons, {2:N0} available on target {1}",
        "make the first layer smaller, or mask its weights");

    /// <summary>0: neurons, 1: target, 2: limit.</summary>
    public static readonly DiagnosticDescriptor XyloOutputExpansion = new("NEU4313", Severity.Error,
        "{0:N0} hidden neurons reach output neurons, {2:N0} available on target {1}",
        "make the last hidden layer smaller, or mask the read-out's weights");

    /// <summary>0: payload, 1: target, 2: limit.</summary>
    public static readonly DiagnosticDescriptor XyloInputSpikes = new("NEU4314", Severity.Error,
        "input payloads from {0} to {1}; an input channel of target {2} takes 0 to {3} spikes a tick",
        "compile with --input-range 0..{3}, and encode input as so many spikes");

    /// <summary>0: projection, 1: ticks, 2: target.</summary>
    public static readonly DiagnosticDescriptor XyloDelay = new("NEU4315", Severity.Error,
        "projection '{0}' has a delay of {1} ticks; target {2} has none beyond the tick from a hidden neuron to its targets",
        "train without delays");

    /// <summary>0: population.</summary>
    public static readonly DiagnosticDescriptor XyloNoSynapse = new("NEU4316", Severity.Warning,
        "population '{0}' has no synaptic current; every neuron of the chip has: a spike's charge arrives over some ticks, half "
            + "of what is left in each",
        "train with CubaLIF neurons of tau_syn = 2 dt");

    /// <summary>0: population, 1: longest dash.</summary>
    public static readonly DiagnosticDescriptor XyloNoLeak = new("NEU4317", Severity.Warning,
        "population '{0}' has a time constant beyond 2^{1} ticks, or none; the chip takes at least one unit from v in each tick",
        "train with leaky neurons");

    /// <summary>0: populations, 1: most spikes.</summary>
    public static readonly DiagnosticDescriptor XyloManySpikes = new("NEU4318", Severity.Warning,
        "hidden neurons of the chip spike up to {1} times a tick; the model's once: {0}",
        "train with several spikes a tick; --multi-spike shows in float what they do");

    /// <summary>0: projections, 1: target.</summary>
    public static readonly DiagnosticDescriptor XyloDelayed = new("NEU4319", Severity.Warning,
        "spikes of hidden neurons take a tick to their targets on target {1}: {0} projections without delay wait",
        "give samples a tick more per layer of neurons behind the first");

    /// <summary>0: population, 1: smallest threshold.</summary>
    public static readonly DiagnosticDescriptor XyloCoarse = new("NEU4320", Severity.Warning,
        "population '{0}' has a threshold of only {1} units: decay, which is one unit at least, is far from the model's",
        "give it fewer synapses or smaller weights, so that the weight shift has room");
}
