namespace Neuro.Ir.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>A file of a later version of the format.</summary>
    public static readonly DiagnosticDescriptor PackageVersion = new(
        "NEU2201", Severity.Error, "the program has format version {0}; this version of neuro reads up to {1}",
        "use a newer neuro, or compile the model again");

    /// <summary>Bytes that are no program.</summary>
    public static readonly DiagnosticDescriptor PackageProgram = new(
        "NEU2202", Severity.Error, "the program is malformed: {0}", "the file is damaged; compile the model again");

    /// <summary>A zip file that is none, or is no package.</summary>
    public static readonly DiagnosticDescriptor PackageFile = new(
        "NEU2203", Severity.Error, "this is not a package: {0}", "packages are .nrx files that 'neuro compile' writes");

    /// <summary>A part of the package that is absent or cannot be read.</summary>
    public static readonly DiagnosticDescriptor PackageEntry = new(
        "NEU2204", Severity.Error, "the package's {0} {1}", "the file is damaged; compile the model again");

    /// <summary>A package whose program is not the one it says it is.</summary>
    public static readonly DiagnosticDescriptor PackageDigest = new(
        "NEU2205", Severity.Error, "the program's digest is {0}; the manifest says {1}",
        "the package was changed after it was written; compile the model again");
}
