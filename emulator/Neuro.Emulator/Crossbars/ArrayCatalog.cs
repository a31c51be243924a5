using System.Collections.Immutable;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Diagnostics;

namespace Neuro.Emulator.Crossbars;

/// <summary>The crossbar arrays that come with this program, one file under presets/ each, and those that users write.</summary>
public static class ArrayCatalog
{
    /// <summary>The environment variable with users' folders.</summary>
    public const string FoldersVariable = "NEURO_ARRAYS";

    private static readonly SpecificationCatalog<CrossbarArray> Catalog = new(
        "arrays/", FoldersVariable, CrossbarArrayRules.ThrowIfInvalid, DiagnosticCatalog.NoSuchArray,
        DiagnosticCatalog.ArrayFileNotFound, DiagnosticCatalog.ArrayFileUnreadable);

    /// <summary>Names of the arrays that come with this program, sorted.</summary>
    public static ImmutableArray<string> Presets => Catalog.Presets;

    /// <summary>Names of the presets and of users' arrays, sorted.</summary>
    public static ImmutableArray<string> Names => Catalog.Names;

    /// <summary>The array called <paramref name="nameOrPath"/>, or in the file of that path.</summary>
    /// <exception cref="DiagnosticException">There is no such array, or it is in error.</exception>
    public static CrossbarArray Load(string nameOrPath) => Catalog.Load(nameOrPath);
}
