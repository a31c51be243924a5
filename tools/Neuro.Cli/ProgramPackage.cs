using System.Collections.Immutable;
using Neuro.Compiler;
using Neuro.Compiler.Dialects;
using Neuro.Ir;
using Neuro.Runtime.Packages;

namespace Neuro.Cli;

/// <summary>Writes what compilation gave as a package, with its source model where there is one.</summary>
internal static class ProgramPackage
{
    private static string Producer => $"neuro {VersionAction.Version}";

    /// <summary>Writes <paramref name="result"/>, compiled from the file
    /// <paramref name="model"/>, to <paramref name="path"/>.</summary>
    public static void Save(string path, string model, Dialect dialect, CompileResult result) => new NrxPackage
    {
        Program = DialectMetadata.Write(result.Program!, dialect),
        Producer = Producer,
        Report = result.Report!.ToJson(),
        Extras = ImmutableSortedDictionary.Create<string, byte[]>(StringComparer.Ordinal)
            .Add(SourceModel.EntryFor(model), File.ReadAllBytes(model)),
    }.Save(path);

    /// <summary>Writes <paramref name="result"/>, converted from the conventional network in
    /// <paramref name="model"/>, to <paramref name="path"/>.</summary>
    public static void Save(string path, string model, CompileResult result) => new NrxPackage
    {
        Program = result.Program!,
        Producer = Producer,
        Report = result.Report!.ToJson(),
        Extras = ImmutableSortedDictionary.Create<string, byte[]>(StringComparer.Ordinal)
            .Add(SourceModel.EntryFor(model), File.ReadAllBytes(model)),
    }.Save(path);

    /// <summary>Writes <paramref name="program"/>, which has no model behind it, to <paramref name="path"/>.</summary>
    public static void Save(string path, SpikeProgram program) =>
        new NrxPackage { Program = program, Producer = Producer }.Save(path);
}
