namespace Neuro.Ir.Diagnostics;

/// <content>What binding to crossbars finds, from the command line to the fabricated chip.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>0: the text.</summary>
    public static readonly DiagnosticDescriptor SettingMalformed = new("NEU3560", Severity.Error,
        "'{0}' is not a setting", "write path=value, such as device.levels=16");

    /// <summary>0: path, 1: a suggestion, 2: paths there are.</summary>
    public static readonly DiagnosticDescriptor SettingUnknown = new("NEU3561", Severity.Error,
        "there is no setting '{0}'", "{1}settings: {2}");

    /// <summary>0: value, 1: path, 2: what it takes.</summary>
    public static readonly DiagnosticDescriptor SettingValue = new("NEU3562", Severity.Error,
        "'{0}' is no value of {1}", "it takes {2}");
}
