namespace Neuro.Ir.Diagnostics;

/// <content>Memristive devices: their numbers, their files, and measured data.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>{0}: device; {1}: member; {2}: value; {3}: what it has to be; {4}: hint.</summary>
    public static readonly DiagnosticDescriptor DeviceRule = new(
        "NEU3520", Severity.Error, "device '{0}': {1} is {2}; it has to be {3}", "{4}");

    /// <summary>{0}: the name; {1}: hint.</summary>
    public static readonly DiagnosticDescriptor NoSuchDevice = new(
        "NEU3521", Severity.Error, "there is no device '{0}'", "{1}");

    /// <summary>{0}: the path.</summary>
    public static readonly DiagnosticDescriptor DeviceFileNotFound = new(
        "NEU3522", Severity.Error, "there is no device file '{0}'", "`neuro devices list` shows the devices that need no file");

    /// <summary>{0}: what is wrong.</summary>
    public static readonly DiagnosticDescriptor DeviceFileUnreadable = new(
        "NEU3523", Severity.Error, "the device file cannot be read: {0}",
            "`neuro devices show ideal` prints a device to start from");

    /// <summary>{0}: what is wrong.</summary>
    public static readonly DiagnosticDescriptor PulseDataInError = new(
        "NEU3524", Severity.Error, "the measured pulse data are in error: {0}",
        "the columns are device, pulse, conductance and, where both are in one file, direction (up or down); one row a read");

    /// <summary>{0}: what is missing.</summary>
    public static readonly DiagnosticDescriptor PulseDataTooFew = new(
        "NEU3525", Severity.Error, "the measured pulse data are too few for a fit: {0}",
        "a fit needs an up and a down train of at least 4 reads each");

    /// <summary>{0}: device; {1}: what it has none of.</summary>
    public static readonly DiagnosticDescriptor NothingToPlot = new(
        "NEU3526", Severity.Error, "device '{0}' has no {1} to plot", "leave out --curve to plot all that it has");
}
