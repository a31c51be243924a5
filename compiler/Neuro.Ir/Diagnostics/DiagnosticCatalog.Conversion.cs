namespace Neuro.Ir.Diagnostics;

/// <content>Conversion of conventional networks into spiking ones.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>0: model, 1: conversion.</summary>
    public static readonly DiagnosticDescriptor ConversionNeedsData = new("NEU3600", Severity.Error,
        "the {1} conversion of '{0}' takes thresholds and scales from data, and none was given",
        "give samples of the network's input: --data calibration.npz");

    /// <summary>0: data, 1: its size, 2: model, 3: its input's size.</summary>
    public static readonly DiagnosticDescriptor ConversionDataSize = new("NEU3601", Severity.Error,
        "samples of '{0}' have {1} values, the input of '{2}' has {3}", "calibrate with samples of the network's own input");

    /// <summary>0: node, 1: reason.</summary>
    public static readonly DiagnosticDescriptor ConversionRefused = new("NEU3602", Severity.Error,
        "node '{0}' has no spiking equivalent here: {1}", "choose another --conversion, or change the node in the model");

    /// <summary>0: node, 1: least number.</summary>
    public static readonly DiagnosticDescriptor CodeUnsigned = new("NEU3603", Severity.Error,
        "node '{0}' gives numbers down to {1}, which a unary code cannot send", "use --code ternary, bitwise or graded");

    /// <summary>0: bits.</summary>
    public static readonly DiagnosticDescriptor CodeTooLong = new("NEU3604", Severity.Error,
        "numbers of {0} bits are too long for this code", "use --code bitwise or graded, or fewer --activation-bits");

    /// <summary>0: node.</summary>
    public static readonly DiagnosticDescriptor LayerDead = new("NEU3605", Severity.Warning,
        "'{0}' is zero on all calibration data; its threshold is set to 1", "calibrate with more, and more varied, samples");

    /// <summary>0: option, 1: what it needs.</summary>
    public static readonly DiagnosticDescriptor ConversionOption = new("NEU3606", Severity.Error,
        "{0} {1}", "neuro compile --help lists the options of each conversion");
}
