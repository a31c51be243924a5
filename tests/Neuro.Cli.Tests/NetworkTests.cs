using System.Text.Json;
using Neuro.Compiler.Frontends.Network;
using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime.Packages;

namespace Neuro.Cli.Tests;

/// <summary>Networks in JSON on the command line.</summary>
public sealed class NetworkTests : IDisposable
{
    private readonly Workspace _workspace = new();

    private string Write(string projection)
    {
        string path = _workspace["net.json"];
        File.WriteAllText(path, $$"""
            {
              // comments are allowed
              "name": "small",
              "populations": {
                "in": { "kind": "input", "size": 6 },
                "out": { "kind": "lif", "size": 3, "parameters": { "tau": 0.02, "v_threshold": 1 } }
              },
              "projections": {
                "learned": { "from": "in", "to": "out", "weights": { "uniform": [0, 1] }, {{projection}} "rule": "pair_stdp" },
                "static": { "from": "in", "to": "out", "weights": 0.5, "connect": { "pattern": "random", "probability": 0.5 } }
              },
              "devices": { "mine": { "g_min": 1e-6, "g_max": 1e-4, "pulse": { "model": "constant_step", "dw_min": 0.01 } } }
            }
            """);
        return path;
    }

    [Fact]
    public void A_network_compiles_to_a_program_that_learns()
    {
        string package = _workspace["net.nrx"];
        Cli.Ok("compile", Write(""), "-o", package);
        SpikeProgram program = NrxPackage.Load(package).Program;
        Assert.NotNull(program.Projections[0].Plasticity);
        Assert.Null(program.Projections[0].Plasticity!.Commit);
        string shown = Cli.Ok("inspect", package);
        Assert.Contains("pair_stdp", shown);
        Assert.Equal(shown.Split('\n')[0], Cli.Ok("inspect", _workspace["net.json"]).Split('\n')[0]);
    }

    [Fact]
    public void A_projection_learns_on_the_device_that_it_names()
    {
        string package = _workspace["net.nrx"];
        string network = Write("\"device\": { \"name\": \"ecram\", \"rounding\": \"accumulate\", \"pulses\": 5 },");
        Cli.Ok("compile", network, "-o", package);
        PulseCommit commit = NrxPackage.Load(package).Program.Projections[0].Plasticity!.Commit!;
        Assert.Equal(("ecram", PulseRounding.Accumulate, 5), (commit.Device, commit.Rounding, commit.MostPulses));
    }

    [Fact]
    public void A_device_may_be_described_in_the_network()
    {
        string package = _workspace["net.nrx"];
        Cli.Ok("compile", Write("\"device\": { \"name\": \"mine\", \"direction\": \"differential\" },"), "-o", package);
        SpikeProgram program = NrxPackage.Load(package).Program;
        Assert.Equal(1e-4, Assert.Single(program.Devices).GMax);
        Assert.NotNull(program.Projections[0].Plasticity!.Commit!.Minus);
    }

    [Fact]
    public void A_device_without_a_rule_is_refused()
    {
        string path = Write("\"device\": { \"name\": \"ecram\" },");
        string text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace(" \"rule\": \"pair_stdp\"", "\"delay\": 1", StringComparison.Ordinal));
        string error = Cli.Fails(ExitCode.InputError, "inspect", path);
        Assert.Contains("NEU1214", error);
        Assert.Contains("net.json:9:", error);
    }

    [Fact]
    public void The_drawing_names_every_population_and_rule()
    {
        string dot = Cli.Ok("inspect", Write(""), "--dot");
        Assert.StartsWith("digraph \"small\" {", dot);
        Assert.Contains("\"in\" -> \"out\" [label=\"learned\\npair_stdp\", style=bold];", dot);
        Assert.EndsWith("}\n", dot);
    }

    [Fact]
    public void The_schema_and_the_rules_are_printed()
    {
        string schema = Cli.Ok("inspect", "--schema");
        Assert.Equal("https://json-schema.org/draft/2020-12/schema",
            JsonDocument.Parse(schema).RootElement.GetProperty("$schema").GetString());
        foreach (string rule in NetworkFrontend.Rules)
            Assert.StartsWith("//", Cli.Ok("inspect", "--rule", rule));
    }

    [Fact]
    public void All_errors_of_a_network_come_at_once()
    {
        string path = Write("\"wieghts\": 3, \"delay\": -1,");
        string error = Cli.Fails(ExitCode.InputError, "compile", path, "-o", _workspace["x.nrx"]);
        Assert.Contains("'wieghts'", error);
        Assert.Contains("did you mean 'weights'", error);
        Assert.Contains("-1", error);
        Assert.False(File.Exists(_workspace["x.nrx"]));
    }

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();
}
