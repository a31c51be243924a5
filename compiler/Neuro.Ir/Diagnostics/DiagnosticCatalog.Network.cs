namespace Neuro.Ir.Diagnostics;

/// <content>Networks described in JSON.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>0: file, 1: what the reader says.</summary>
    public static readonly DiagnosticDescriptor NetworkNotJson = new("NEU1201", Severity.Error,
        "'{0}' is not JSON: {1}", "comments and trailing commas are allowed; everything else is as json.dump writes it");

    /// <summary>0: what is wrong, 1: what to do.</summary>
    public static readonly DiagnosticDescriptor NetworkInvalid = new("NEU1202", Severity.Error, "{0}", "{1}");

    /// <summary>0: what has no such name, 1: the name, 2: what there is.</summary>
    public static readonly DiagnosticDescriptor NetworkUnknownName = new("NEU1203", Severity.Error,
        "there is no {0} '{1}'", "{2}");

    /// <summary>0: array, 1: its shape, 2: the shape needed and why.</summary>
    public static readonly DiagnosticDescriptor NetworkArrayShape = new("NEU1204", Severity.Error,
        "array '{0}' has shape [{1}]", "{2}");

    /// <summary>0: what it is of, 1: index, 2: value.</summary>
    public static readonly DiagnosticDescriptor NetworkNotFinite = new("NEU1205", Severity.Error,
        "{0} is {2} at element {1}", "training may have diverged; write finite numbers");

    /// <summary>0: file, 1: what is wrong, 2: hint.</summary>
    public static readonly DiagnosticDescriptor NetworkArrayFile = new("NEU1206", Severity.Error,
        "the arrays cannot be read: {0}", "{1}");

    /// <summary>0: expression, 1: what is wrong, 2: hint.</summary>
    public static readonly DiagnosticDescriptor NetworkExpression = new("NEU1207", Severity.Error,
        "'{0}' cannot be computed: {1}", "{2}");

    /// <summary>0: constant, 1: value, 2: least, 3: most.</summary>
    public static readonly DiagnosticDescriptor NetworkConstantRange = new("NEU1208", Severity.Error,
        "'{0}' comes to {1}, outside {2} .. {3}", "choose fewer fraction bits, or a smaller parameter");

    /// <summary>0: parameter, 1: of what, 2: its unit and meaning.</summary>
    public static readonly DiagnosticDescriptor NetworkMissingParameter = new("NEU1209", Severity.Error,
        "parameter '{0}' of '{1}' is missing", "{2}");

    /// <summary>0: how many, 1: of how many, 2: projection, 3: range.</summary>
    public static readonly DiagnosticDescriptor NetworkWeightsClipped = new("NEU1210", Severity.Warning,
        "{0} of {1} weights of '{2}' lie outside {3} and are clipped", "give weight_format more bits or fewer fraction_bits");

    /// <summary>0: names.</summary>
    public static readonly DiagnosticDescriptor NetworkZeroDelayLoop = new("NEU1211", Severity.Error,
        "populations {0} form a loop without delay", "give one of the projections between them a delay of at least 1");

    /// <summary>0: projection, 1: how many, 2: limit.</summary>
    public static readonly DiagnosticDescriptor NetworkTooLarge = new("NEU1212", Severity.Error,
        "{0} would have {1} elements; at most {2} are possible", "make it smaller");

    /// <summary>0: projection, 1: why.</summary>
    public static readonly DiagnosticDescriptor NetworkConnection = new("NEU1213", Severity.Error,
        "'{0}' cannot be connected so: {1}", "{2}");

    /// <summary>0: device, 1: why.</summary>
    public static readonly DiagnosticDescriptor NetworkDevice = new("NEU1214", Severity.Error,
        "device '{0}': {1}", "give the device under \"devices\", or name a preset: `neuro devices list`");

    /// <summary>0: projection or population, 1: weight fraction, 2: port's fraction.</summary>
    public static readonly DiagnosticDescriptor NetworkFraction = new("NEU1215", Severity.Error,
        "weights of '{0}' have {1} fraction bits, the port they reach {2}",
        "give the weights fewer fraction_bits, or the target's number_format more");
}
