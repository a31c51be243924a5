namespace Neuro.Ir.Diagnostics;

/// <content>ODIN and tinyODIN: command streams, and what the chips can hold.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>0: word, 1: what is wrong.</summary>
    public static readonly DiagnosticDescriptor ChipCommandMalformed = new("NEU4240", Severity.Error,
        "{0} {1}", "a command stream has one word of 12 hexadecimal digits a line: operation (2), a (5), b (5)");

    /// <summary>0: number of the command, 1: what it does.</summary>
    public static readonly DiagnosticDescriptor ChipStreamInvalid = new("NEU4241", Severity.Error,
        "command {0} {1}", "program registers, neurons and synapses first; then events, each followed by a step");

    /// <summary>0: number of spikes.</summary>
    public static readonly DiagnosticDescriptor ChipFalseSpikes = new("NEU4242", Severity.Error,
        "{0} neurons fire while they are written, and the chip in closed loop queues their spikes",
        "write register OPEN_LOOP as 1 before neurons, and as 0 last; or pulse reset after it");

    /// <summary>No arguments.</summary>
    public static readonly DiagnosticDescriptor ChipGateShut = new("NEU4243", Severity.Warning,
        "the stream ends with GATE_ACTIVITY at 1, in which the chip does nothing", "write register 0 as 0 last");

    /// <summary>0: registers, 1: chip.</summary>
    public static readonly DiagnosticDescriptor ChipRegistersUnset = new("NEU4244", Severity.Warning,
        "registers {0} are never written; those of {1} have no reset value, 0 is taken", "write every register once");

    /// <summary>0: number of writes.</summary>
    public static readonly DiagnosticDescriptor ChipWritesLost = new("NEU4245", Severity.Warning,
        "{0} writes to memories have no effect: GATE_ACTIVITY is 0, or their address has no write bit",
        "write register 0 as 1 before memories, and set bit 18 of addresses");

    /// <summary>0: what, 1: chip.</summary>
    public static readonly DiagnosticDescriptor ChipNotEmulated = new("NEU4246", Severity.Error,
        "{0}, which the emulation of {1} does not cover", "see the README of targets/Odin for what it covers");

    /// <summary>0: population or projection, 1: what it does, 2: target, 3: what to do.</summary>
    public static readonly DiagnosticDescriptor OdinCannot = new("NEU3711", Severity.Error,
        "{0} {1}, which neurons of target {2} cannot", "{3}");

    /// <summary>0: numbers needed, 1: by what, 2: target, 3: numbers there.</summary>
    public static readonly DiagnosticDescriptor OdinIdsTooMany = new("NEU3712", Severity.Error,
        "the network takes {0} numbers of the crossbar ({1}); target {2} has {3}",
        "use fewer neurons: rows of inputs, of biases and of neurons share the numbers; on odin, a source with weights of both " +
            "signs takes two");

    /// <summary>0: population, 1: decay a tick, 2: leak, 3: threshold of that neuron, 4: target.</summary>
    public static readonly DiagnosticDescriptor OdinLeak = new("NEU3713", Severity.Warning,
        "population '{0}' decays by {1} a tick; neurons of target {4} lose a fixed amount instead, up to {2} at a threshold of " +
            "{3}",
        "train with IF neurons, or with a subtractive leak");

    /// <summary>0: projection, 1: target.</summary>
    public static readonly DiagnosticDescriptor OdinAtOnce = new("NEU3714", Severity.Warning,
        "projection '{0}' waits a tick; on target {1} its spikes arrive at once, through the event queue",
        "check the accuracy with neuro eval");

    /// <summary>0: what stands against it.</summary>
    public static readonly DiagnosticDescriptor ChipNotExpressible = new("NEU4247", Severity.Error,
        "a command stream of ODIN or tinyODIN cannot hold the program: {0}",
        "compile the model with -t tinyodin or -t odin; such programs, and those read from streams, can be exported");

    /// <summary>0: program, 1: its chip, 2: target.</summary>
    public static readonly DiagnosticDescriptor ChipOfAnotherKind = new("NEU4248", Severity.Error,
        "program '{0}' is an image of {1}, not of target {2}", "compile the model that it was made of with -t {2}");
}
