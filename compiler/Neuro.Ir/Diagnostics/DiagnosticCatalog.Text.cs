namespace Neuro.Ir.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>A token that the grammar does not allow where it stands.</summary>
    public static readonly DiagnosticDescriptor TextUnexpected = new(
        "NEU2001", Severity.Error, "expected {0}, found {1}", "TEXT.md has the grammar");

    /// <summary>A word that is not one of the known ones.</summary>
    public static readonly DiagnosticDescriptor TextUnknownWord = new(
        "NEU2002", Severity.Error, "'{0}' is not {1}", "known are: {2}");

    /// <summary>A value, state, port, parameter or table that does not exist.</summary>
    public static readonly DiagnosticDescriptor TextUnknownName = new(
        "NEU2003", Severity.Error, "neuron '{0}' has no {1} called '{2}' at this point",
        "declare or define '{2}' before its use");

    /// <summary>A name or field given twice.</summary>
    public static readonly DiagnosticDescriptor TextDuplicate = new(
        "NEU2004", Severity.Error, "{0} '{1}' is given twice", "rename or remove one of the two");

    /// <summary>A number outside its range.</summary>
    public static readonly DiagnosticDescriptor TextNumberRange = new(
        "NEU2005", Severity.Error, "{0} is {1}, outside {2} to {3}", "use a number from {2} to {3}");

    /// <summary>An array with more or fewer elements than its shape says.</summary>
    public static readonly DiagnosticDescriptor TextArrayCount = new(
        "NEU2006", Severity.Error, "array '{0}' of shape [{1}] needs {2} elements and has {3}",
        "correct the shape or the elements");

    /// <summary>A character or literal that is no token.</summary>
    public static readonly DiagnosticDescriptor TextBadToken = new(
        "NEU2007", Severity.Error, "{0}", "names with odd characters are written in double quotes, comments start with # or //");

    /// <summary>A reference to a file with the array's elements that could not be followed.</summary>
    public static readonly DiagnosticDescriptor TextArrayFile = new(
        "NEU2008", Severity.Error, "array '{0}' is in file '{1}', which cannot be read here: {2}",
        "write the elements inline, or load the package that holds the file");

    /// <summary>A field that has no default.</summary>
    public static readonly DiagnosticDescriptor TextMissing = new(
        "NEU2009", Severity.Error, "{0} '{1}' does not say its {2}", "add '{2}'");
}
