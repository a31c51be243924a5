namespace Neuro.Ir.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>0: population, 1: decay.</summary>
    public static readonly DiagnosticDescriptor DecayUnstable = new("NEU3001", Severity.Error,
        "population '{0}' multiplies a state by {1} each tick, which grows without bound",
        "use a smaller time step (--dt), or the exact integrator");

    /// <summary>0: population, 1: parameter, 2: bits, 3: relative error.</summary>
    public static readonly DiagnosticDescriptor DecayImprecise = new("NEU3002", Severity.Warning,
        "population '{0}': {1} in {2} fraction bits changes the leak by {3}",
        "give decays more bits (--decay-bits)");

    /// <summary>0: population, 1: neurons concerned, 2: neurons, 3: state bits.</summary>
    public static readonly DiagnosticDescriptor ThresholdVanishes = new("NEU3003", Severity.Warning,
        "population '{0}': {1} of {2} thresholds round to zero in {3}-bit states; 1 is used",
        "give states more bits (--state-bits), or calibrate with data");

    /// <summary>0: population, 1: neurons concerned, 2: neurons, 3: largest reachable potential, 4: threshold.</summary>
    public static readonly DiagnosticDescriptor LayerSilenced = new("NEU3004", Severity.Warning,
        "population '{0}' is silenced: {1} of {2} neurons that could fire cannot reach their threshold in fixed point (at most " +
            "{3} of {4})",
        "give weights more bits (--weight-bits), or steps per channel");

    /// <summary>0: population, 1: neurons concerned, 2: neurons.</summary>
    public static readonly DiagnosticDescriptor LayerSaturated = new("NEU3005", Severity.Warning,
        "population '{0}' is saturated: {1} of {2} neurons fire every tick whatever their input",
        "give states and biases more bits (--state-bits), or check the model's bias and threshold");

    /// <summary>0: population, 1: spikes per neuron and tick in float.</summary>
    public static readonly DiagnosticDescriptor RateLost = new("NEU3006", Severity.Warning,
        "population '{0}' is silenced: on the calibration data it fires {1} spikes per neuron and tick in float, and none in " +
            "fixed point",
        "give weights more bits (--weight-bits), or states (--state-bits)");

    /// <summary>0: population, 1: percent of state values at a bound, 2: state bits.</summary>
    public static readonly DiagnosticDescriptor StateClips = new("NEU3007", Severity.Warning,
        "population '{0}' is saturated: on the calibration data {1} of its states sit at the end of their {2} bits",
        "give states more bits (--state-bits), or calibrate with more representative data");

    /// <summary>0: population.</summary>
    public static readonly DiagnosticDescriptor NeverFires = new("NEU3008", Severity.Warning,
        "population '{0}' does not fire on the calibration data, in float either",
        "check the scale and kind of the input, the dialect and the time step");

    /// <summary>0: bits asked for, 1: smallest, 2: largest, 3: option.</summary>
    public static readonly DiagnosticDescriptor WidthOutOfRange = new("NEU3009", Severity.Error,
        "{3} is {0}; it can be {1} to {2}",
        "choose a width in that range");

    /// <summary>0: network, 1: number of inputs.</summary>
    public static readonly DiagnosticDescriptor CalibrationInputs = new("NEU3010", Severity.Error,
        "calibration data is for one input; '{0}' has {1}",
        "compile without calibration data");

    /// <summary>0: data, 1: its neurons, 2: input, 3: its neurons.</summary>
    public static readonly DiagnosticDescriptor CalibrationSize = new("NEU3011", Severity.Error,
        "samples of '{0}' have {1} neurons, the input '{2}' has {3}",
        "calibrate with recordings of the network's own input");

    /// <summary>0: step, 1: steps there are.</summary>
    public static readonly DiagnosticDescriptor StepUnknown = new("NEU3012", Severity.Error,
        "there is no step '{0}'", "steps: {1}");

    /// <summary>0: rounding asked for, 1: roundings of the target.</summary>
    public static readonly DiagnosticDescriptor RoundingUnknown = new("NEU3013", Severity.Error,
        "the target does not round '{0}'", "it rounds {1}");

    /// <summary>0: population, 1: largest value, 2: step between values.</summary>
    public static readonly DiagnosticDescriptor RangeEstimated = new("NEU3014", Severity.Warning,
        "population '{0}' gives values, whose range is estimated without data: up to ±{1:0.###e+0} in steps of {2:0.###e+0}",
        "calibrate with recordings (--data FILE), so that neither large values clip nor small ones are lost");
}
