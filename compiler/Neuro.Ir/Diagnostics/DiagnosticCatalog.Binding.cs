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

    /// <summary>0: projection, 1: why.</summary>
    public static readonly DiagnosticDescriptor StaysDigital = new("NEU3563", Severity.Warning,
        "projection '{0}' stays digital: {1}", "crossbars hold projections whose synapses share one delay");

    /// <summary>0: program.</summary>
    public static readonly DiagnosticDescriptor NothingToBind = new("NEU3564", Severity.Error,
        "no projection of '{0}' can be held by crossbars", "leave --device and --array out to run it digitally");

    /// <summary>0: array, 1: its range.</summary>
    public static readonly DiagnosticDescriptor RangeWithoutData = new("NEU3565", Severity.Warning,
        "array '{0}' asks for an ADC range by data ({1}), and there is none: the full range is used",
        "give recordings with --data FILE, or say --set array.adc.range=full");

    /// <summary>0: options.</summary>
    public static readonly DiagnosticDescriptor NotBound = new("NEU3566", Severity.Error,
        "{0}: the program's weights are digital", "say what is to hold them: --device NAME --array NAME, or compile with these");

    /// <summary>0: the option that is there, 1: the one that is not, 2: names there are.</summary>
    public static readonly DiagnosticDescriptor BindingIncomplete = new("NEU3567", Severity.Error,
        "{0} is given without {1}", "{1} takes a file or one of {2}");

    /// <summary>0: the program file, 1: options.</summary>
    public static readonly DiagnosticDescriptor AlreadyFabricated = new("NEU3568", Severity.Error,
        "{1}: '{0}' holds one fabricated chip, which is run as it is", "take the program that it was fabricated from");

    /// <summary>0: device, 1: what it has no model of, 2: the setting, 3: the member that would be such a model.</summary>
    public static readonly DiagnosticDescriptor SettingWithoutEffect = new("NEU3569", Severity.Warning,
        "device '{0}' says nothing of {1}: {2} changes nothing",
        "where you know better, give the member {3} in a copy of the device's file");
}
