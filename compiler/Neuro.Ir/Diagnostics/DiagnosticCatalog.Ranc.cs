namespace Neuro.Ir.Diagnostics;

/// <content>Memory images of RANC's cores.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>0: what is wrong.</summary>
    public static readonly DiagnosticDescriptor RancImageBad = new("NEU4260", Severity.Error,
        "no memory image of RANC: {0}",
        "a folder holds a …params.json with the widths, csram_i.mem and tc_i.mem in binary digits, and tb_*.txt with packets");

    /// <summary>0: core, 1: neurons, 2: column, 3: row.</summary>
    public static readonly DiagnosticDescriptor RancRouteLost = new("NEU4261", Severity.Warning,
        "{1} neurons of core {0} send to ({2}, {3}), where there is no core; their packets are lost",
        "the router drops them too, or they belong to something outside of the image");

    /// <summary>0: population, 1: what it does, 2: target, 3: what to do.</summary>
    public static readonly DiagnosticDescriptor RancCannot = new("NEU3760", Severity.Error,
        "population '{0}' {1}, which neurons of target {2} cannot", "{3}");

    /// <summary>0: population, 1: sources, 2: target, 3: axons of a core, 4: axons needed, 5: sources that fit.</summary>
    public static readonly DiagnosticDescriptor RancFanIn = new("NEU3761", Severity.Error,
        "population '{0}' has neurons with {1} sources, which need {4} axons; a core of target {2} has {3}",
        "{5} sources fit: prune the layer, pool its input, or give each neuron a part of it");

    /// <summary>0: population, 1: neurons, 2: neurons it has.</summary>
    public static readonly DiagnosticDescriptor RancOverdrive = new("NEU3762", Severity.Warning,
        "{1} of {2} neurons of '{0}' reset by subtraction and may get more than a threshold's worth in one tick; several such "
            + "ticks in turn wrap their potential around",
        "calibrate the conversion on more data, train with smaller weights, or use --reset zero");

    /// <summary>0: population, 1: neurons, 2: neurons it has.</summary>
    public static readonly DiagnosticDescriptor RancLeakLost = new("NEU3763", Severity.Warning,
        "{1} of {2} neurons of '{0}' have a bias below one unit of the potential, which is dropped", "train without biases");

    /// <summary>0: program, 1: target.</summary>
    public static readonly DiagnosticDescriptor RancLoop = new("NEU4262", Severity.Error,
        "program '{0}' has populations that feed themselves, which the mapping to target {1} does not lay out",
        "unroll the loop, or use a target that maps recurrent networks (loihi1)");

    /// <summary>0: neurons, 1: population, 2: one of them, 3: types, 4: bits.</summary>
    public static readonly DiagnosticDescriptor RancWeights = new("NEU4263", Severity.Error,
        "{0} neurons of '{1}' (the first is {2}) have weights that are no sums of {3} weights of {4} bits",
        "compile the model with -t ranc, which chooses weights so");

    /// <summary>0: population, 1: neuron, 2: axons, 3: target, 4: axons there.</summary>
    public static readonly DiagnosticDescriptor RancAxons = new("NEU4264", Severity.Error,
        "neuron {1} of '{0}' needs {2} axons; a core of target {3} has {4}",
        "use fewer weight bits (--weight-bits), or fewer sources");

    /// <summary>0: population, 1: what, 2: bits, 3: bits there.</summary>
    public static readonly DiagnosticDescriptor RancWide = new("NEU4265", Severity.Error,
        "population '{0}' has {1} of {2} bits; the cores have {3}", "compile the model with -t ranc");

    /// <summary>0: program, 1: target, 2: cores there.</summary>
    public static readonly DiagnosticDescriptor RancCoresTooFew = new("NEU4266", Severity.Error,
        "program '{0}' needs more cores than the {2} of target {1}, with neurons repeated for each axon that they feed",
        "use fewer weight bits (--weight-bits), or a smaller network");

    /// <summary>0: what is wrong.</summary>
    public static readonly DiagnosticDescriptor RancMapBad = new("NEU4267", Severity.Error,
        "the map of the image's inputs and outputs is no such map: {0}", "export the program again, or delete the file");

    /// <summary>0: program, 1: outputs, 2: outputs that packets tell apart.</summary>
    public static readonly DiagnosticDescriptor RancOutputs = new("NEU4268", Severity.Error,
        "program '{0}' has {1} outputs; the packets that leave tell {2} apart", "make fewer populations outputs");

    /// <summary>0: target, 1: axons, 2: neurons, 3: most of each.</summary>
    public static readonly DiagnosticDescriptor RancCoreTooLarge = new("NEU4269", Severity.Error,
        "cores of target {0} have {1} axons and {2} neurons; memory images are written with up to {3} of each",
        "change rows_per_core and neurons_per_core in the profile");
}
