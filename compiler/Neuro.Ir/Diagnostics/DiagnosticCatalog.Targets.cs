namespace Neuro.Ir.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>0: layer, 1: rows needed, 2: target, 3: rows there, 4: arrays needed.</summary>
    public static readonly DiagnosticDescriptor RowsTooMany = new("NEU4001", Severity.Error,
        "layer '{0}' needs {1} rows; target {2} has {3}",
        "--allow-split tiles it across {4} cores, or use a target with more rows");

    /// <summary>0: layer, 1: rows needed, 2: target, 3: rows there, 4: why.</summary>
    public static readonly DiagnosticDescriptor SplitImpossible = new("NEU4015", Severity.Error,
        "layer '{0}' needs {1} rows; target {2} has {3}, and partial sums are not possible: {4}",
        "prune the layer to {3} inputs a neuron, or use a target with more rows or wider signed events");

    /// <summary>0: population, 1: fan-out, 2: target, 3: limit, 4: why.</summary>
    public static readonly DiagnosticDescriptor CopyImpossible = new("NEU4016", Severity.Error,
        "population '{0}' has {1} synapses out of one neuron; target {2} has room for {3}, and copies are not possible: {4}",
        "prune the layers it feeds, or use a target with a larger fan-out");

    /// <summary>0: layer, 1: fan-in, 2: target, 3: limit.</summary>
    public static readonly DiagnosticDescriptor FanInTooLarge = new("NEU4002", Severity.Error,
        "layer '{0}' has {1} synapses into one neuron; target {2} has room for {3}",
        "prune the layer, or use a target with a larger fan-in");

    /// <summary>0: population, 1: fan-out, 2: target, 3: limit.</summary>
    public static readonly DiagnosticDescriptor FanOutTooLarge = new("NEU4003", Severity.Error,
        "population '{0}' has {1} synapses out of one neuron; target {2} has room for {3}",
        "--allow-split makes copies of the neurons that share them; or prune the layers it feeds");

    /// <summary>0: projection, 1: delay, 2: target, 3: limit.</summary>
    public static readonly DiagnosticDescriptor DelayBeyondTarget = new("NEU4004", Severity.Error,
        "projection '{0}' has a delay of {1} ticks; target {2} can hold {3}",
        "use a longer time step (--dt), or retrain with shorter delays");

    /// <summary>0: layer, 1: bits of one neuron, 2: target, 3: bits of a core.</summary>
    public static readonly DiagnosticDescriptor MemoryTooSmall = new("NEU4005", Severity.Error,
        "layer '{0}' needs {1} bits of weights for one neuron; a core of target {2} has {3}",
        "use fewer weight bits (--weight-bits), or --allow-split");

    /// <summary>0: program, 1: cores needed, 2: target, 3: cores there.</summary>
    public static readonly DiagnosticDescriptor CoresTooFew = new("NEU4006", Severity.Error,
        "program '{0}' needs {1} cores; target {2} has {3}",
        "use a larger target, or a smaller network");

    /// <summary>0: projection, 1: bits, 2: target, 3: bits there.</summary>
    public static readonly DiagnosticDescriptor WeightsTooWide = new("NEU4007", Severity.Error,
        "projection '{0}' has {1}-bit weights; target {2} stores {3}",
        "compile with --weight-bits {3}");

    /// <summary>0: population, 1: largest payload, 2: target, 3: largest there.</summary>
    public static readonly DiagnosticDescriptor PayloadTooLarge = new("NEU4008", Severity.Error,
        "population '{0}' has payloads up to {1}; target {2} carries up to {3}",
        "feed it with spikes (--input-max 1), or use a target with wider payloads");

    /// <summary>0: population, 1: bits, 2: target, 3: bits there.</summary>
    public static readonly DiagnosticDescriptor StatesTooWide = new("NEU4011", Severity.Error,
        "population '{0}' has {1}-bit states; target {2} has {3} bits for one",
        "compile with --state-bits {3}");

    /// <summary>0: population, 1: mean fan-out, 2: target, 3: limit.</summary>
    public static readonly DiagnosticDescriptor FanOutAverageTooLarge = new("NEU4012", Severity.Error,
        "population '{0}' has {1:0.##} synapses out of a neuron in the mean; target {2} has room for {3:0.##}",
        "prune the layers it feeds, or use a target with a larger fan-out");

    /// <summary>0: program, 1: neurons, 2: target, 3: limit.</summary>
    public static readonly DiagnosticDescriptor InputsTooMany = new("NEU4013", Severity.Error,
        "program '{0}' has {1} input neurons; target {2} has {3} input channels",
        "pool or select inputs before they reach the chip");

    /// <summary>0: program, 1: neurons, 2: target, 3: limit.</summary>
    public static readonly DiagnosticDescriptor OutputsTooMany = new("NEU4014", Severity.Error,
        "program '{0}' has {1} output neurons; target {2} has {3}", "use fewer output neurons, or a larger target");

    /// <summary>0: program, 1: arrays, 2: target, 3: arrays there.</summary>
    public static readonly DiagnosticDescriptor ArraysTooFew = new("NEU4017", Severity.Error,
        "program '{0}' needs {1} crossbar arrays; target {2} has {3}",
        "use larger arrays (rows and columns in a profile that inherits from it), or a smaller network");

    /// <summary>0: population, 1: target.</summary>
    public static readonly DiagnosticDescriptor PayloadSigned = new("NEU4009", Severity.Error,
        "population '{0}' has negative payloads; target {1} carries none",
        "fold the layer into the next one, or use a target with signed payloads");

    /// <summary>0: population, 1: target.</summary>
    public static readonly DiagnosticDescriptor PayloadGraded = new("NEU4010", Severity.Error,
        "population '{0}' passes values on, not spikes; target {1} carries spikes only",
        "put a spiking layer after it, or use a target with graded payloads");
}
