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

    /// <summary>{0}: what is wrong.</summary>
    public static readonly DiagnosticDescriptor ProfileInError = new(
        "NEU4503", Severity.Error, "the profile is in error: {0}",
        "`neuro targets show generic-cores` prints a profile to start from; `\"inherits\": \"generic\"` lets yours say only " +
            "what differs");
}
