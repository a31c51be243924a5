using System.Collections.Immutable;
using Neuro.Compiler.Dialects;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>
/// Reads networks that are described in JSON with their arrays in npz or npy files, README.md beside this file, and lowers them
/// to programs: populations, projections, learning rules, reductions. The result is fixed-point already.
/// </summary>
public static class NetworkFrontend
{
    // A description is written by a script; arrays are in files of their own.
    private const long LongestText = 1L << 26;

    /// <summary>The JSON Schema (draft 2020-12) of network.json.</summary>
    public static string Schema => DefinitionLibrary.SchemaText;

    /// <summary>Names of the rules that ship with the compiler.</summary>
    public static ImmutableArray<string> Rules { get; } = [.. DefinitionLibrary.Rules.Keys];

    /// <summary>Names of the kinds of neurons that ship with the compiler.</summary>
    public static ImmutableArray<string> Neurons { get; } = [.. LinearNeurons.Names, .. DefinitionLibrary.Neurons.Keys];

    /// <summary>A rule's definition with its equations and sources in comments; a rule of one's own is written in the same
    /// way.</summary>
    /// <exception cref="KeyNotFoundException">There is no such rule.</exception>
    public static string RuleText(string name) => DefinitionLibrary.Rules.ContainsKey(name)
        ? DefinitionLibrary.Text("Rules", name)
        : throw new KeyNotFoundException($"there is no rule '{name}'");

    /// <summary>Whether <paramref name="path"/> is called as such networks are.</summary>
    public static bool Claims(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads, checks and lowers the network in <paramref name="path"/>.</summary>
    /// <exception cref="DiagnosticException">There is no usable network; holds all that is known to be wrong with it.</exception>
    public static LoadedNetwork Load(string path)
    {
        List<Diagnostic> findings = [];
        JsonNode root = DefinitionLibrary.Form.Read(Read(path), path, findings);
        ThrowIfErrors(findings);
        string dialect = root.TextOf("dialect", "exact")!;
        using NetworkArrays arrays = new(root, path, findings);
        NetworkContext context = new()
        {
            Root = root,
            File = Path.GetFileName(path),
            TimeStep = Rational.FromDouble(root.NumberOf("dt", 1e-3)),
            Dialect = DialectRegistry.Find(dialect) ?? DialectRegistry.Exact,
            Arrays = arrays,
            Format = new NumberFormat().With(root["number_format"]),
            Seed = (ulong)root.NumberOf("seed", 0),
            Findings = findings,
        };
        if (DialectRegistry.Find(dialect) is null)
            findings.Add(DiagnosticCatalog.NetworkUnknownName.At(root["dialect"]!.Place, "dialect", dialect,
                JsonSchema.Suggest(dialect, DialectRegistry.All.Select(d => d.Name))));
        NetworkBuilder builder = new(context);
        SpikeProgram program = builder.Build();
        ImmutableArray<LearningDevice> devices = builder.Devices();
        ThrowIfErrors(findings);
        ImmutableArray<Diagnostic> wrong = ProgramVerifier.Verify(program);
        if (wrong.Any(w => w.Severity == Severity.Error)) throw new DiagnosticException([.. findings, .. wrong]);
        return new(program, [.. findings], devices);
    }

    private static void ThrowIfErrors(List<Diagnostic> findings)
    {
        if (findings.Exists(f => f.Severity == Severity.Error)) throw new DiagnosticException([.. findings.Distinct()]);
    }

    private static byte[] Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length > LongestText)
                throw new DiagnosticException(
                    DiagnosticCatalog.NetworkTooLarge.At(path, "the description", file.Length, LongestText));
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DiagnosticException(DiagnosticCatalog.ModelFileUnreadable.At(path, path, e.Message), e);
        }
    }
}
