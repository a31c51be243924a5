namespace Neuro.Ir.Diagnostics;

/// <content>Specifications in JSON, and the rules of crossbar arrays: NEU3501 to NEU3509.</content>
public static partial class DiagnosticCatalog
{
    /// <summary>{0}: what is wrong, with the member's path.</summary>
    public static readonly DiagnosticDescriptor SpecificationMalformed = new(
        "NEU3501", Severity.Error, "the specification is malformed: {0}",
        "members are in snake_case, as `neuro devices show NAME` prints them");

    /// <summary>{0}: the array; {1}: the member; {2}: its value; {3}: what it may be; {4}: what to do.</summary>
    public static readonly DiagnosticDescriptor CrossbarArrayRule = new(
        "NEU3502", Severity.Error, "array '{0}': {1} is {2}; it is {3}", "{4}");

    /// <summary>{0}: the projection; {1}: what, and where; {2}: its largest magnitude; {3}: the limit.</summary>
    public static readonly DiagnosticDescriptor CrossbarOverflow = new(
        "NEU3503", Severity.Error, "projection '{0}', {1} can reach {2}; it has to stay below {3}",
        "use fewer read bits (read_bits), fewer rows an array, or fewer DAC bits");
}
