namespace Neuro.Ir.Diagnostics;

/// <content>Learning sessions: what runs them, and the files that keep them.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>{0}: backend; {1}: those that learn.</summary>
    public static readonly DiagnosticDescriptor BackendDoesNotLearn = new(
        "NEU6570", Severity.Error, "backend '{0}' does not run learning rules", "backends that do: {1}");

    /// <summary>{0}: why.</summary>
    public static readonly DiagnosticDescriptor CheckpointUnusable = new(
        "NEU6571", Severity.Error, "not a usable checkpoint: {0}", "`neuro learn --checkpoint FILE` writes one");

    /// <summary>{0}: what differs.</summary>
    public static readonly DiagnosticDescriptor CheckpointOfAnother = new(
        "NEU6572", Severity.Error, "the checkpoint is of another learning; what differs: {0}",
        "give the program, data and options it was begun with, or leave out --resume");

    /// <summary>{0}: option; {1}: what is wrong.</summary>
    public static readonly DiagnosticDescriptor TeacherInError = new(
        "NEU6573", Severity.Error, "--teacher {0}: {1}",
        "name an input population of the network with a neuron for each class, and give data with labels");
}
