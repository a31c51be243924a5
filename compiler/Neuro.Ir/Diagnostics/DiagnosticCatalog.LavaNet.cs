namespace Neuro.Ir.Diagnostics;

/// <content>Networks of lava-dl (.net files).</content>
public static partial class DiagnosticCatalog
{
    /// <summary>HDF5, but no network of lava-dl. {0}: what is wrong.</summary>
    public static readonly DiagnosticDescriptor NotALavaNet = new(
        "NEU1250", Severity.Error, "no lava-dl network: {0}",
        "a .net file holds groups '/layer/0', '/layer/1', …; write it with the blocks' export_hdf5");

    /// <summary>{0}: layer; {1}: its type; {2}: types that are read.</summary>
    public static readonly DiagnosticDescriptor LavaLayerUnknown = new(
        "NEU1251", Severity.Error, "layer {0} is of type '{1}', which is not read here", "types read: {2}");

    /// <summary>{0}: layer; {1}: its type; {2}: dataset.</summary>
    public static readonly DiagnosticDescriptor LavaValueMissing = new(
        "NEU1252", Severity.Error, "layer {0} ({1}) lacks '{2}'", "write '{2}' as lava-dl's export_hdf5 does");

    /// <summary>{0}: layer; {1}: dataset; {2}: what is wrong with it.</summary>
    public static readonly DiagnosticDescriptor LavaValueBad = new(
        "NEU1253", Severity.Error, "'{1}' of layer {0} {2}", "write '{1}' as lava-dl's export_hdf5 does");

    /// <summary>{0}: layer; {1}: kind of neuron; {2}: kinds that are read.</summary>
    public static readonly DiagnosticDescriptor LavaNeuronUnknown = new(
        "NEU1254", Severity.Error, "layer {0} has neurons of type '{1}', which are not read here", "types read: {2}");

    /// <summary>{0}: layer; {1}: dataset; {2}: its value.</summary>
    public static readonly DiagnosticDescriptor LavaValueIgnored = new(
        "NEU1255", Severity.Warning, "'{1}' of layer {0} is {2}; Lava does not heed it, nor does the program",
        "check that the network was trained so");

    /// <summary>{0}: layer; {1}: neurons it takes; {2}: neurons before it.</summary>
    public static readonly DiagnosticDescriptor LavaShapeClash = new(
        "NEU1256", Severity.Error, "layer {0} takes {1} inputs; what is before it has {2} neurons",
        "check 'shape' and 'weight' of both layers");

    /// <summary>{0}: layer.</summary>
    public static readonly DiagnosticDescriptor LavaInputShapeUnknown = new(
        "NEU1257", Severity.Error, "nothing tells the shape of what enters layer {0}",
        "begin the file with a layer of type 'input' that has a 'shape' (channels, rows, columns)");

    /// <summary>{0}: layer; {1}: dataset; {2}: elements; {3}: smallest; {4}: largest.</summary>
    public static readonly DiagnosticDescriptor LavaClipped = new(
        "NEU1258", Severity.Warning, "layer {0}: {2} elements of '{1}' lie outside {3} to {4} and are clipped, as Lava does",
        "scale the layer down");

    /// <summary>{0}: layer; {1}: dataset; {2}: elements.</summary>
    public static readonly DiagnosticDescriptor LavaNotWhole = new(
        "NEU1259", Severity.Warning, "layer {0}: {2} elements of '{1}' are not whole; their fractions are dropped, as Lava does",
        "export the network quantised");

    /// <summary>{0}: layers skipped; {1}: layers there are.</summary>
    public static readonly DiagnosticDescriptor LavaNoLayers = new(
        "NEU1260", Severity.Error, "no layer with neurons is left: {0} of {1} layers are skipped",
        "choose fewer layers to skip (--skip-layers), or more to keep (--num-layers)");

    /// <summary>{0}: layer.</summary>
    public static readonly DiagnosticDescriptor LavaAverage = new(
        "NEU1261", Severity.Warning, "layer {0} averages spikes over time, which is left to the reader of the program's output",
        "divide the output's counts by the number of ticks");

    /// <summary>{0}: layer; {1}: elements.</summary>
    public static readonly DiagnosticDescriptor LavaTooLarge = new(
        "NEU1262", Severity.Error, "layer {0} needs {1} synapses or neurons; more than can be held",
        "check the shapes in the file");
}
