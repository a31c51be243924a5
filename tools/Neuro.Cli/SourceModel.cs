using Neuro.Compiler;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Frontends;
using Neuro.Compiler.Frontends.Onnx;
using Neuro.Compiler.Graph;
using Neuro.Runtime.Packages;

namespace Neuro.Cli;

/// <summary>The model that a package was compiled from, which it carries along.</summary>
internal static class SourceModel
{
    private const string Folder = "source/";

    /// <summary>The package's entry for the model at <paramref name="path"/>.</summary>
    public static string EntryFor(string path) => Folder + Path.GetFileName(path);

    /// <summary>The float network that <paramref name="loaded"/> approximates; null where the
    /// package does not carry its model.</summary>
    public static DiscreteNetwork? FloatNetwork(LoadedProgram loaded)
    {
        if (!loaded.IsPackage || DialectMetadata.Read(loaded.Program) is not { } dialect)
            return null;
        string? entry = NrxPackage.Entries(loaded.Path).FirstOrDefault(e => e.StartsWith(Folder, StringComparison.Ordinal));
        if (entry is null || NrxPackage.ReadExtra(loaded.Path, entry) is not { } content)
            return null;
        if (OnnxFrontend.Claims(entry))
            return null;
        CompileOptions options = new() { Dialect = dialect, StopAfter = "discretise" };
        return Pipeline.Run(Read(content, Path.GetFileName(entry)), options).Network;
    }

    /// <summary>The conventional network that <paramref name="loaded"/> was converted from; null where it was not.</summary>
    public static AnnGraph? Ann(LoadedProgram loaded)
    {
        if (!loaded.IsPackage)
            return null;
        string? entry = NrxPackage.Entries(loaded.Path)
            .FirstOrDefault(e => e.StartsWith(Folder, StringComparison.Ordinal) && OnnxFrontend.Claims(e));
        return entry is not null && NrxPackage.ReadExtra(loaded.Path, entry) is { } content
            ? OnnxFrontend.Read(content, Path.GetFileName(entry)).Graph
            : null;
    }

    // Front-ends read files, so the model becomes one for as long as it is read.
    private static ModelGraph Read(byte[] content, string name)
    {
        string folder = Directory.CreateTempSubdirectory("neuro-").FullName;
        try
        {
            string path = Path.Combine(folder, name);
            File.WriteAllBytes(path, content);
            return FrontendRegistry.Load(path).Graph;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
