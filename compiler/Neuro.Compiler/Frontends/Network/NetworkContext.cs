using System.Collections.Immutable;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Passes;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Json;

namespace Neuro.Compiler.Frontends.Network;

/// <summary>What the parts of a network's lowering share.</summary>
internal sealed class NetworkContext
{
    private readonly Dictionary<string, string> _programs = new(StringComparer.Ordinal);

    /// <summary>The root of the JSON.</summary>
    public required JsonNode Root { get; init; }

    /// <summary>The file's name, for origins.</summary>
    public required string File { get; init; }

    /// <summary>Seconds per tick.</summary>
    public required Rational TimeStep { get; init; }

    /// <summary>How neurons of NIR step.</summary>
    public required Dialect Dialect { get; init; }

    /// <summary>The named arrays.</summary>
    public required NetworkArrays Arrays { get; init; }

    /// <summary>The format of states where a population has none of its own.</summary>
    public required NumberFormat Format { get; init; }

    /// <summary>Seed of what is drawn while the network is built, where a generator has none of its own.</summary>
    public ulong Seed { get; init; }

    /// <summary>What is wrong or worth knowing.</summary>
    public required List<Diagnostic> Findings { get; init; }

    /// <summary>Arrays of the program.</summary>
    public List<IrArray> IrArrays { get; } = [];

    /// <summary>Neurons of the program.</summary>
    public List<MicroProgram> Neurons { get; } = [];

    /// <summary>Rules of the program.</summary>
    public List<MicroProgram> Rules { get; } = [];

    /// <summary>Populations by name, in order.</summary>
    public List<LoweredPopulation> Populations { get; } = [];

    /// <summary>The population called so.</summary>
    public LoweredPopulation? Find(string name) => Populations.Find(p => p.Name == name);

    /// <summary>The population that a text names; an error where there is none.</summary>
    public LoweredPopulation Population(JsonNode name) => Find(name.Text) ?? throw new DiagnosticException(
        DiagnosticCatalog.NetworkUnknownName.At(
            name.Place, "population", name.Text, JsonSchema.Suggest(name.Text, Populations.Select(p => p.Name))));

    /// <summary>Does a part of the work; what is wrong with it is noted, and the rest goes on.</summary>
    public void Try(Action work)
    {
        try
        {
            work();
        }
        catch (DiagnosticException e)
        {
            Findings.AddRange(e.Diagnostics);
        }
    }

    /// <summary>The name of <paramref name="program"/> in <paramref name="programs"/>, where it is put unless an equal one is
    /// there.</summary>
    public string Share(MicroProgram program, List<MicroProgram> programs)
    {
        string text = MicroProgramText.Print(program with { Name = "x" });
        string key = (ReferenceEquals(programs, Rules) ? "rule " : "neuron ") + text;
        if (_programs.TryGetValue(key, out string? name)) return name;
        name = program.Name;
        for (int i = 2; programs.Exists(p => p.Name == name); i++) name = $"{program.Name}_{i}";
        _programs.Add(key, name);
        programs.Add(program with { Name = name });
        return name;
    }

    /// <summary>Codes as a value of the program: one for all, or an array called <paramref name="name"/>.</summary>
    public IrValue Bind(string name, ImmutableArray<int> shape, int[] codes) =>
        codes.Length == 1 ? codes[0] : IrCodes.Bind(name, shape, codes, IrArrays);

    /// <summary>A micro-program from its lines, verified.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="lines">The lines between the braces.</param>
    /// <param name="place">Where they stand.</param>
    public static MicroProgram Parse(string name, string lines, string place)
    {
        MicroProgram program = MicroProgramText.Parse($"neuron {name} {{\n{lines}\n}}\n", $"{place}, line 0 + ");
        ImmutableArray<Diagnostic> findings = ProgramVerifier.Verify(program);
        return findings.IsEmpty
            ? program
            : throw new DiagnosticException([.. findings.Select(f => f with { Location = $"{place}, {f.Location}" })]);
    }
}
