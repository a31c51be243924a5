namespace Neuro.Ir.Diagnostics;

/// <content>Networks of the TENNLab framework for its processor RISP.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>{0}: the file; {1}: what the reader says.</summary>
    public static readonly DiagnosticDescriptor RispNotJson = new(
        "NEU4280", Severity.Error, "the network '{0}' is not JSON: {1}", "write it with network_tool (TJ) or processor_tool");

    /// <summary>{0}: what is wrong; {1}: what to do.</summary>
    public static readonly DiagnosticDescriptor RispInvalid = new(
        "NEU4281", Severity.Error, "the network is in error: {0}", "{1}");

    /// <summary>{0}: what stands against it; {1}: what to do.</summary>
    public static readonly DiagnosticDescriptor RispCannot = new(
        "NEU4282", Severity.Error, "RISP cannot hold the program: {0}", "{1}");

    /// <summary>{0}: population; {1}: what it does; {2}: target; {3}: what to do.</summary>
    public static readonly DiagnosticDescriptor RispNeurons = new(
        "NEU3770", Severity.Error, "population '{0}' {1}, which neurons of target {2} cannot", "{3}");

    /// <summary>{0}: projections.</summary>
    public static readonly DiagnosticDescriptor RispDelayed = new(
        "NEU4283", Severity.Warning, "{0} projections without delay take a tick on RISP: each layer answers so much later",
        "run so many ticks more");
}
