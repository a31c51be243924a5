namespace Neuro.Ir.Diagnostics;

/// <content>What is wrong with target profiles.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>{0}: the name; {1}: those there are.</summary>
    public static readonly DiagnosticDescriptor NoSuchTarget = new(
        "NEU4501", Severity.Error, "there is no target '{0}'",
        "targets: {1}; or give the path of a profile, such as ./chip.json");

    /// <summary>{0}: the path.</summary>
    public static readonly DiagnosticDescriptor ProfileNotFound = new(
        "NEU4502", Severity.Error, "there is no profile '{0}'", "`neuro targets list` shows the targets that need no file");

    /// <summary>{0}: what is wrong; {1}: what to do.</summary>
    public static readonly DiagnosticDescriptor ProfileInvalid = new(
        "NEU4503", Severity.Error, "the profile is in error: {0}", "{1}");

    /// <summary>{0}: the file; {1}: what the reader says.</summary>
    public static readonly DiagnosticDescriptor ProfileNotJson = new(
        "NEU4504", Severity.Error, "the profile '{0}' is not JSON: {1}",
        "`neuro targets new chip --from generic-cores -o chip.json` writes a profile to start from");

    /// <summary>{0}: the profile; {1}: the chain of parents.</summary>
    public static readonly DiagnosticDescriptor ProfileCycle = new(
        "NEU4505", Severity.Error, "profile '{0}' inherits from itself: {1}", "inherit from a target that does not lead back");
}
