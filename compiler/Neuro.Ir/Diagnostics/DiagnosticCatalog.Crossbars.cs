namespace Neuro.Ir.Diagnostics;

/// <content>Weights on crossbars: laying out and fabricating.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>{0}: projection.</summary>
    public static readonly DiagnosticDescriptor CrossbarDelays = new(
        "NEU3540", Severity.Error, "projection '{0}' has a delay for each synapse, and a crossbar reads all rows at one time",
        "leave this projection digital, or give it one delay");

    /// <summary>{0}: projection; {1}: array; {2}: its columns; {3}: columns needed.</summary>
    public static readonly DiagnosticDescriptor ArrayTooNarrow = new(
        "NEU3541", Severity.Error, "array '{1}' has {2} columns; one weight of projection '{0}' needs {3}",
        "use an array with more columns, more bits per cell, or narrower weights");

    /// <summary>{0}: projection; {1}: device; {2}, {3}: its conductances; {4}: its levels; {5}: levels needed.</summary>
    public static readonly DiagnosticDescriptor DeviceWithoutRange = new(
        "NEU3542", Severity.Error,
        "device '{1}' cannot hold the weights of projection '{0}': {4} levels from {2:g6} S to {3:g6} S",
        "a device needs g_max above g_min and, for this arrangement of cells, 0 (any) or at least {5} levels");

    /// <summary>{0}: projection; {1}: sources; {2}: targets; {3}: largest matrix.</summary>
    public static readonly DiagnosticDescriptor CrossbarTooLarge = new(
        "NEU3543", Severity.Error, "projection '{0}' is a matrix of {1} x {2}; crossbars are laid out up to {3} weights",
        "leave this projection digital");

    /// <summary>{0}: projection; {1}: its source; {2}: range of its payloads.</summary>
    public static readonly DiagnosticDescriptor PayloadTooWide = new(
        "NEU3544", Severity.Error,
        "projection '{0}': events of '{1}' carry {2}, and sums of crossbar reads of these exceed 62 bits",
        "narrow the payloads (--input-range), the multiplier or the shift, or leave this projection digital");

    /// <summary>{0}: projection; {1}: ranges given; {2}: tiles.</summary>
    public static readonly DiagnosticDescriptor AdcRangesMismatch = new(
        "NEU3545", Severity.Error, "projection '{0}' has {1} ADC ranges for {2} tiles",
        "bind the program anew after changing the array or the weights");

    /// <summary>{0}: the name; {1}: what to do.</summary>
    public static readonly DiagnosticDescriptor NoSuchArray = new(
        "NEU3546", Severity.Error, "there is no crossbar array '{0}'", "{1}");

    /// <summary>{0}: the path.</summary>
    public static readonly DiagnosticDescriptor ArrayFileNotFound = new(
        "NEU3547", Severity.Error, "there is no crossbar array file '{0}'",
        "check the path; it is taken from the current folder; presets need no path");

    /// <summary>{0}: why.</summary>
    public static readonly DiagnosticDescriptor ArrayFileUnreadable = new(
        "NEU3548", Severity.Error, "the crossbar array's file cannot be read: {0}",
        "an array is a JSON file; its members are those of the presets, such as rows, columns, adc");

    /// <summary>{0}: projection; {1}: array; {2}: most lines.</summary>
    public static readonly DiagnosticDescriptor CircuitTooLarge = new(
        "NEU3549", Severity.Error,
        "projection '{0}' uses more than {2} lines of an array '{1}', whose wires, drivers or sinks have resistance",
        "use an array of at most {2} rows and columns together, or one whose resistances are 0");

    /// <summary>{0}: device; {1}: its V0; {2}: read voltage.</summary>
    public static readonly DiagnosticDescriptor SinhOverdriven = new(
        "NEU3550", Severity.Error,
        "device '{0}' has sinh_voltage {1:g6} V and is read with {2:g6} V, more than 50 times that",
        "lower array.dac.voltage, or correct the device's sinh_voltage; 0 is an ohmic cell");
}
