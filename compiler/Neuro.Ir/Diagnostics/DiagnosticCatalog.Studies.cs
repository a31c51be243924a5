namespace Neuro.Ir.Diagnostics;

/// <content>Studies: what is swept, and the files that keep it.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>{0}: what is wrong; {1}: what to write.</summary>
    public static readonly DiagnosticDescriptor VariationInError = new("NEU6550", Severity.Error, "--vary: {0}", "{1}");

    /// <summary>{0}: number of points; {1}: the limit.</summary>
    public static readonly DiagnosticDescriptor GridTooLarge = new(
        "NEU6551", Severity.Error, "the grid has {0} points, more than {1}", "thin it out, or allow it: --max-points {0}");

    /// <summary>{0}: what differs.</summary>
    public static readonly DiagnosticDescriptor AnotherStudy = new(
        "NEU6552", Severity.Error, "the file holds another study; what differs: {0}",
        "give the command it was begun with, another -o, or --restart to throw its points away");

    /// <summary>{0}: why.</summary>
    public static readonly DiagnosticDescriptor StudyUnusable = new(
        "NEU6553", Severity.Error, "not a usable study: {0}",
        "`neuro sweep -o study.jsonl` writes one; delete a damaged line and run the sweep again to fill the gap");

    /// <summary>{0}: number of points; {1}: of how many; {2}: the first.</summary>
    public static readonly DiagnosticDescriptor PointsFailed = new(
        "NEU6554", Severity.Error, "{0} of {1} points cannot be: {2}", "the other points are done; the log says for each why");

    /// <summary>The study's file is the place.</summary>
    public static readonly DiagnosticDescriptor StudyInUse = new(
        "NEU6555", Severity.Error, "another sweep is writing this study", "wait until it is done, or give another -o");
}
