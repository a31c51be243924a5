namespace Neuro.Ir.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>An external event whose payload the input does not allow. {7}: a range that would do.</summary>
    public static readonly DiagnosticDescriptor PayloadOutOfRange = new(
        "NEU6101", Severity.Error,
        "input '{0}': the event of slot {1} at tick {2}, neuron {3} carries payload {4}; it may carry {5} to {6}",
        "compile with --input-range {7}, or with --data FILE to take the range from recordings, or clip the data to {5}..{6}");

    /// <summary>External events for something that is not an input of the program.</summary>
    public static readonly DiagnosticDescriptor NotAnInput = new(
        "NEU6102", Severity.Error,
        "events were given for '{0}', which is not an input of the program",
        "the inputs are: {1}");

    /// <summary>A train made for a population of another size.</summary>
    public static readonly DiagnosticDescriptor InputSizeMismatch = new(
        "NEU6103", Severity.Error,
        "input '{0}' has {1} neurons; the events of slot {2} are of {3}",
        "check that the data set fits the network, and its encoder the input's shape");

    /// <summary>Fewer or more trains than slots.</summary>
    public static readonly DiagnosticDescriptor InputSlotMismatch = new(
        "NEU6104", Severity.Error,
        "input '{0}' got {1} trains for a batch of {2}",
        "give one train for each slot; a silent one where a slot has no sample");

    /// <summary>A snapshot of another program or batch size.</summary>
    public static readonly DiagnosticDescriptor SnapshotMismatch = new(
        "NEU6105", Severity.Error,
        "the snapshot does not fit the program: {0}",
        "restore a snapshot saved from the same program with the same batch size");

    /// <summary>{0}: backend; {1}: what it lacks; {2}: what needs it.</summary>
    public static readonly DiagnosticDescriptor BackendLacks = new(
        "NEU6106", Severity.Error,
        "backend '{0}' has no {1}, which '{2}' needs",
        "run it with --backend cpu, which executes all programs");

    /// <summary>{0}: slot; {1}: tick; {2}: the most events.</summary>
    public static readonly DiagnosticDescriptor RunAway = new(
        "NEU6107", Severity.Error,
        "slot {0} runs away: tick {1} processes more than {2} events",
        "neurons that excite each other without end cause this: use smaller weights, higher thresholds or a shorter queue");
}
