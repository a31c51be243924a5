namespace Neuro.Ir.Diagnostics;

/// <content>What the command line itself finds.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>{0}: what is wrong; {1}: what to do.</summary>
    public static readonly DiagnosticDescriptor UsageError = new("NEU6501", Severity.Error, "{0}", "{1}");

    /// <summary>{0}: the path.</summary>
    public static readonly DiagnosticDescriptor FileNotFound = new(
        "NEU6502", Severity.Error, "there is no file '{0}'", "check the path; it is taken from the current folder");

    /// <summary>{0}: what the system says.</summary>
    public static readonly DiagnosticDescriptor FileUnusable = new(
        "NEU6503", Severity.Error, "{0}",
        "check that the folder exists, that it may be written to and that the disk is not full");

    /// <summary>No arguments.</summary>
    public static readonly DiagnosticDescriptor OutOfMemory = new(
        "NEU6504", Severity.Error, "the machine has too little memory for this", "use a smaller --batch, or fewer --samples");

    /// <summary>{0}: type of the exception; {1}: its message.</summary>
    public static readonly DiagnosticDescriptor InternalError = new(
        "NEU6506", Severity.Error, "internal error: {0}: {1}",
        "this is a defect of neuro, not of your file; run again with -v and report what it prints, with the file if you can");

    /// <summary>{0}: what the reader found; {1}: its hint.</summary>
    public static readonly DiagnosticDescriptor DataFileInError = new("NEU6507", Severity.Error, "{0}", "{1}");

    /// <summary>{0}: the path.</summary>
    public static readonly DiagnosticDescriptor NotAProgram = new(
        "NEU6508", Severity.Error, "'{0}' is not a compiled program",
        "`neuro compile net.nir -o net.nrx` makes a program of a model; run, eval, record and verify take the program");

    /// <summary>{0}: the population; {1}: those there are.</summary>
    public static readonly DiagnosticDescriptor NoSuchPopulation = new(
        "NEU6509", Severity.Error, "the program has no population '{0}'", "populations: {1}");

    /// <summary>{0}: population; {1}: state; {2}: those there are.</summary>
    public static readonly DiagnosticDescriptor NoSuchState = new(
        "NEU6510", Severity.Error, "population '{0}' has no state '{1}'", "states: {2}");

    /// <summary>{0}: data set; {1}: its shape and neurons; {2}: input population; {3}: its shape and neurons.</summary>
    public static readonly DiagnosticDescriptor DataDoesNotFit = new(
        "NEU6511", Severity.Error, "samples of '{0}' have {1}, the input '{2}' has {3}",
        "give the data set that the network was trained for, or choose the right array with --data-array");

    /// <summary>{0}: the file.</summary>
    public static readonly DiagnosticDescriptor NoLabels = new(
        "NEU6512", Severity.Error, "'{0}' has no labels, and eval needs one per sample",
        "put an array 'labels' into the npz, or give --labels FILE (npy, npz, idx, csv)");

    /// <summary>{0}: sample asked for; {1}: number of samples.</summary>
    public static readonly DiagnosticDescriptor NoSuchSample = new(
        "NEU6513", Severity.Error, "there is no sample {0}; the data set has {1}", "samples are numbered from 0");

    /// <summary>{0}: names of the inputs.</summary>
    public static readonly DiagnosticDescriptor SeveralInputs = new(
        "NEU6514", Severity.Error, "the program has several inputs: {0}",
        "say which one the data feeds: --input NAME; the others stay silent");

    /// <summary>{0}: names of the outputs.</summary>
    public static readonly DiagnosticDescriptor SeveralOutputs = new(
        "NEU6515", Severity.Error, "the program has several outputs: {0}",
        "say which one holds the classes: --output-population NAME");

    /// <summary>{0}: the path.</summary>
    public static readonly DiagnosticDescriptor OutputIsInput = new(
        "NEU6516", Severity.Error, "'{0}' is read by this command and cannot be its output", "choose another name with -o");

    /// <summary>{0}: sample; {1}: its label; {2}: output population; {3}: its largest class.</summary>
    public static readonly DiagnosticDescriptor NoSuchClass = new(
        "NEU6517", Severity.Error, "sample {0} has label {1}; the classes of output '{2}' are 0 to {3}",
        "classes count from 0; check --labels, and --output-population where there are several outputs");

    /// <summary>{0}: the file; {1}: what is wrong.</summary>
    public static readonly DiagnosticDescriptor GoldenInError = new(
        "NEU6520", Severity.Error, "'{0}' is not a usable golden: {1}",
        "make one with `neuro record`, or write an npz with an array counts[sample, neuron] or spikes[sample, tick, neuron]");

    /// <summary>{0}: the file.</summary>
    public static readonly DiagnosticDescriptor GoldenWithoutInput = new(
        "NEU6521", Severity.Error, "'{0}' does not hold the input that its outputs belong to", "give it: --data FILE");

    /// <summary>{0}: digest in the golden; {1}: digest of the program.</summary>
    public static readonly DiagnosticDescriptor GoldenOfAnotherProgram = new(
        "NEU6522", Severity.Warning, "the golden was recorded from another program (digest {0}; this one is {1})",
        "differences are to be expected when the program was compiled anew with other options");

    /// <summary>{0}: digest in the golden; {1}: digest of the data.</summary>
    public static readonly DiagnosticDescriptor GoldenOfOtherInput = new(
        "NEU6523", Severity.Error, "the golden was recorded from other input (digest {0}; this is {1})",
        "leave --data out to use the input that the golden holds, or give the file it was recorded from");

    /// <summary>{0}: the divergence.</summary>
    public static readonly DiagnosticDescriptor Divergence = new(
        "NEU6524", Severity.Error, "outputs differ: {0}",
        "`neuro inspect net.nrx --raster --data FILE --sample N` shows the spikes; `neuro record` makes a new golden when the " +
            "change is wanted");

    /// <summary>{0}: the dialect; {1}: its equation.</summary>
    public static readonly DiagnosticDescriptor DialectAssumed = new(
        "NEU6531", Severity.Warning, "no --dialect given: taking '{0}', {1}",
        "a .nir file does not say how its equations are stepped; name the simulator that trained it, such as --dialect snntorch");

    /// <summary>{0}: the program file.</summary>
    public static readonly DiagnosticDescriptor NoSourceModel = new(
        "NEU6530", Severity.Warning, "'{0}' does not carry its source model, so there is no float run to compare with",
        "compile it with `neuro compile`, which embeds the model");
}
