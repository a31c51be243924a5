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
}
