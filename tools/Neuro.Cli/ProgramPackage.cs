using System.Collections.Immutable;
using Neuro.Compiler;
using Neuro.Compiler.Dialects;
using Neuro.Runtime.Packages;

namespace Neuro.Cli;

/// <summary>Writes what compilation gave as a package that carries its source model.</summary>
internal static class ProgramPackage
{
    /// <summary>Writes <paramref name="result"/>, compiled from the file
    /// <paramref name="model"/>, to <paramref name="path"/>.</summary>
    public static void Save(string path, string model, Dialect dialect, CompileResult result) => new NrxPackage
    {
        Program = DialectMetadata.Write(result.Program!, dialect),
        Producer = $"neuro {VersionAction.Version}",
        Report = result.Report!.ToJson(),
        Extras = ImmutableSortedDictionary.Create<string, byte[]>(StringComparer.Ordinal)
            .Add(SourceModel.EntryFor(model), File.ReadAllBytes(model)),
    }.Save(path);
}
