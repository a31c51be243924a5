using System.Text;
using System.Text.Json.Nodes;
using Neuro.Conformance.Tests.Loihi;
using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Targets.Risp;

namespace Neuro.Conformance.Tests.Risp;

/// <summary>Networks of the TENNLab framework: what markdown/risp.md of framework-open shows, and round trips.</summary>
public sealed class RispTests
{
    private const string Discrete =
        "{\"discrete\":true,\"min_weight\":-7,\"max_weight\":7,"
        + "\"min_threshold\":-7,\"max_threshold\":7,\"min_potential\":-7,\"max_delay\":15}";

    private const string RispF =
        "{\"discrete\":false,\"min_weight\":-1,\"max_weight\":1,"
        + "\"min_threshold\":-1,\"max_threshold\":1,\"min_potential\":-1,\"max_delay\":15}";

    // Test 1 of risp.md: Main 0 drives itself, Out 3 and Bias 4; On 1 adds to it and Off 2 takes from it.
    private static readonly (int, int, double, int)[] Latch =
        [(0, 0, 1, 1), (1, 0, 1, 1), (2, 0, -1, 1), (0, 3, 1, 1), (0, 4, 1, 1), (4, 4, 1, 1)];

    [Fact]
    public void The_latch_of_the_manual_is_set_and_reset()
    {
        RispNetwork network = Network(RispF, [1, 1, 1, 1, 1], Latch, [0, 1, 2], [3, 4]);
        // Main at 0; Off at 15; On at 20.
        SpikeTrain outputs = Run(network, 25, (0, 0), (15, 2), (20, 1));
        Assert.Equal(Enumerable.Range(1, 16).Concat(Enumerable.Range(22, 3)), Times(outputs, 0, 25));
        Assert.Equal(Enumerable.Range(1, 24), Times(outputs, 1, 25));
    }

    [Fact]
    public void Potentials_are_clamped_at_the_end_of_a_tick_only()
    {
        // Test 11 of risp.md: 1 − 0.6 − 0.5 is −0.1 though −1.1 is below −1; −0.6 twice stays at −1.
        (int, int, double, int)[] edges = [(0, 4, 1, 1), (1, 4, -0.6, 1), (2, 4, -0.5, 1), (3, 4, -0.2, 1)];
        RispNetwork network = Network(RispF, [1, 1, 1, 1, 1], edges, [0, 1, 2, 3], [4]);
        Assert.Equal(-1, Charge(network, 4, 5, (0, 1), (1, 1)), 9);
        Assert.Equal(-0.1, Charge(network, 4, 3, (0, 0), (0, 1), (0, 2)), 9);
        Assert.Equal(-0.9, Charge(network, 4, 6, (0, 3), (1, 3), (2, 3), (3, 3), (4, 0), (4, 1), (4, 2)), 9);
    }

    [Theory]
    [InlineData("", 1)] // 3 + 3 reaches 6
    [InlineData("\"threshold_inclusive\":false,", 0)]
    [InlineData("\"leak_mode\":\"all\",", 0)]
    [InlineData("\"spike_value_factor\":6.9,", 2)] // rounded down to 6
    public void Parameters_decide_what_two_spikes_do(string parameter, int spikes)
    {
        string parameters = parameter.Contains("spike_value") ? Discrete : Discrete.Replace("{", "{\"spike_value_factor\":3,");
        RispNetwork network = Network(parameters.Replace("{", "{" + parameter), [6], [], [0], [0]);
        Assert.Equal(spikes, Times(Run(network, 5, (0, 0), (2, 0)), 0, 5).Length);
    }

    [Fact]
    public void Only_neurons_that_something_arrives_at_are_looked_at()
    {
        // A threshold of 0 is reached all the time, also by a synapse of weight 0.
        RispNetwork network = Network(Discrete, [0, 0], [(0, 1, 0, 2)], [0], [0, 1]);
        SpikeTrain outputs = Run(network, 8, (1, 0), (4, 0));
        Assert.Equal([1, 4], Times(outputs, 0, 8));
        Assert.Equal([3, 6], Times(outputs, 1, 8));
    }

    [Fact]
    public void Firing_like_ravens_is_seen_a_tick_later()
    {
        string ravens = Discrete.Replace("{", "{\"fire_like_ravens\":true,");
        RispNetwork network = Network(ravens, [7, 7], [(0, 1, 7, 2)], [0], [0, 1]);
        SpikeTrain outputs = Run(network, 8, (1, 0));
        Assert.Equal([2], Times(outputs, 0, 8));
        Assert.Equal([4], Times(outputs, 1, 8));
    }

    [Fact]
    public void Weights_are_chosen_from_a_table()
    {
        const string Table =
            "{\"discrete\":true,\"weights\":[-2,3,5],\"inputs_from_weights\":true,"
            + "\"min_threshold\":0,\"max_threshold\":9,\"min_potential\":-9,\"max_delay\":5}";
        RispNetwork network = RispReader.Parse(Json(Table, [5, 3], [(0, 1, 1, 1)], [0], [1]), "table.json");
        Assert.Equal(3, network.Edges[0].Weight);
        Assert.Equal(5, network.Parameters.InputWeight);
        Assert.Equal([2], Times(Run(network, 5, (1, 0)), 0, 5));
        string text = RispWriter.ToText(network);
        Assert.Equal(text, RispWriter.ToText(RispReader.Parse(Utf8(text), "table.json")));
    }

    [Fact]
    public void Random_networks_survive_the_round_trip_and_agree_between_backends()
    {
        long spikes = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            RispNetwork network = Random(seed);
            Assert.Equal(
                RispWriter.ToText(network), RispWriter.ToText(RispReader.Parse(Utf8(RispWriter.ToText(network)), "net.json")));
            SpikeProgram program = Decode(network);
            List<Diagnostic> warnings = [];
            RispNetwork encoded = RispEncoder.Encode(program, warnings);
            Assert.Empty(warnings);
            SpikeProgram again = Decode(RispReader.Parse(Utf8(RispWriter.ToText(encoded)), "net.json"));
            SpikeTrain input = SpikeTrain.FromDense(
                [.. Enumerable.Range(0, 50 * 3).Select(i => (i * 7919 + seed) % 5 == 0 ? 1 : 0)], 50, 3);
            int[] expected = Run(new ReferenceBackend(), program, input);
            Runs.Same(expected, Run(new CpuBackend(), program, input), 2, $"{seed} on cpu");
            Runs.Same(expected, Run(new CpuBackend(), again, input), 2, $"{seed} read back");
            spikes += expected.Sum();
        }
        Assert.InRange(spikes, 300, long.MaxValue);
    }

    [Fact]
    public void Projections_without_delay_are_warned_of()
    {
        SpikeProgram program = Decode(Random(1));
        program = program with
        {
            Projections = [.. program.Projections.Select(p => p.Name == "edges" ? p with { Delay = 0 } : p)],
        };
        List<Diagnostic> warnings = [];
        _ = RispEncoder.Encode(program, warnings);
        Assert.Equal("NEU4283", Assert.Single(warnings).Code);
    }

    [Theory]
    [InlineData("$.Nodes[0].values", "[9]", "NEU4281", "$.Nodes[0].values[0]")]
    [InlineData("$.Nodes[0].values", "[]", "NEU4281", "$.Nodes[0]")]
    [InlineData("$.Edges[0].to", "77", "NEU4281", "$.Edges[0].to")]
    [InlineData("$.Edges[0].values", "[1.5, 1]", "NEU4281", "$.Edges[0].values[0]")]
    [InlineData("$.Edges[0].values", "[1, 16]", "NEU4281", "$.Edges[0].values[1]")]
    [InlineData("$.Inputs", "[\"a\"]", "NEU4281", "$.Inputs[0]")]
    [InlineData("$.Associated_Data.proc_params.noisy_stddev", "0.5", "NEU4281", "noisy_stddev")]
    [InlineData("$.Associated_Data.proc_params.leak_mode", "\"some\"", "NEU4281", "leak_mode")]
    [InlineData("$.Associated_Data.proc_params.min_potential", "1", "NEU4281", "min_potential")]
    public void A_fault_is_told_with_its_path(string path, string value, string code, string place)
    {
        JsonNode root = JsonNode.Parse(Json(Discrete, [3, 3], [(0, 1, 2, 1)], [0], [1]))!;
        string[] steps = path.Replace("[", ".").Replace("]", "").Split('.')[1..];
        JsonNode at = root;
        foreach (string step in steps[..^1]) at = int.TryParse(step, out int index) ? at[index]! : at[step]!;
        at[steps[^1]] = JsonNode.Parse(value);
        DiagnosticException fault = Assert.Throws<DiagnosticException>(
            () => RispReader.Parse(Utf8(root.ToJsonString()), "net.json"));
        Assert.Contains(fault.Diagnostics, d => d.Code == code && d.Location!.Contains(place, StringComparison.Ordinal));
    }

    [Fact]
    public void Networks_of_our_own_form_are_not_taken_for_them()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["own.json"], """{ "populations": { "Nodes": [], "Edges": [] } }""");
        File.WriteAllBytes(folder["risp.json"], Json(Discrete, [3], [], [0], [0]));
        File.WriteAllText(folder["broken.json"], """{ "Nodes": [], "Edges": """);
        string[] files = ["own.json", "risp.json", "broken.json"];
        Assert.Equal([false, true, false], files.Select(f => RispReader.Claims(folder[f])));
    }

    private static RispNetwork Random(int seed)
    {
        Random random = new(seed);
        const int Nodes = 12;
        string leak = (seed % 3) switch { 0 => "none", 1 => "all", _ => "configurable" };
        string inclusive = seed % 2 == 0 ? "true" : "false", ravens = seed % 5 == 0 ? "true" : "false";
        string parameters = Discrete.Replace("{", $"{{\"leak_mode\":\"{leak}\",\"threshold_inclusive\":{inclusive},"
            + $"\"fire_like_ravens\":{ravens},");
        (int, int)[] pairs = [.. Enumerable.Range(0, 40).Select(_ => (random.Next(Nodes), random.Next(Nodes))).Distinct()];
        return Network(parameters, [.. Enumerable.Range(0, Nodes).Select(_ => (double)random.Next(seed % 4 == 0 ? -2 : 1, 8))],
            [.. pairs.Select(p => (p.Item1, p.Item2, (double)random.Next(-4, 8), random.Next(1, 16)))], [0, 1, 2], [10, 11],
            [.. Enumerable.Range(0, Nodes).Select(_ => random.Next(2))]);
    }

    private static RispNetwork Network(
        string parameters, double[] thresholds, (int, int, double, int)[] edges, int[] inputs, int[] outputs,
        int[]? leaks = null) =>
        RispReader.Parse(Json(parameters, thresholds, edges, inputs, outputs, leaks), "net.json");

    private static byte[] Json(
        string parameters, double[] thresholds, (int From, int To, double Weight, int Delay)[] edges, int[] inputs, int[] outputs,
        int[]? leaks = null) => Utf8(new JsonObject
        {
            ["Nodes"] = new JsonArray([.. thresholds.Select((t, i) => new JsonObject
            {
                ["id"] = i,
                ["values"] = new JsonArray(t, leaks?[i] ?? 0),
            })]),
            ["Edges"] = new JsonArray([.. edges.Select(e => new JsonObject
            {
                ["from"] = e.From,
                ["to"] = e.To,
                ["values"] = new JsonArray(e.Weight, e.Delay),
            })]),
            ["Inputs"] = new JsonArray([.. inputs.Select(i => JsonValue.Create(i))]),
            ["Outputs"] = new JsonArray([.. outputs.Select(i => JsonValue.Create(i))]),
            ["Associated_Data"] = new JsonObject { ["proc_params"] = JsonNode.Parse(parameters) },
        }.ToJsonString());

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static SpikeProgram Decode(RispNetwork network)
    {
        SpikeProgram program = RispDecoder.Decode(network);
        ProgramVerifier.ThrowIfInvalid(program);
        return program;
    }

    private static SpikeTrain Run(RispNetwork network, int ticks, params (int Tick, int Input)[] spikes) => Runs.Run(
        new ReferenceBackend(), Decode(network), ticks, new() { Spikes = [RispDecoder.Outputs] }, Train(network, ticks, spikes))
        .Spikes(RispDecoder.Outputs, 0);

    private static int[] Run(IBackend backend, SpikeProgram program, SpikeTrain input) =>
        Runs.Run(backend, program, input.Ticks, new() { Spikes = [RispDecoder.Outputs] }, input)
            .Spikes(RispDecoder.Outputs, 0).ToDense();

    private static double Charge(RispNetwork network, int neuron, int ticks, params (int Tick, int Input)[] spikes)
    {
        SpikeProgram program = Decode(network);
        var states = Runs.Run(new ReferenceBackend(), program, ticks, new() { States = [(RispDecoder.Neurons, "v")] },
            Train(network, ticks, spikes)).States(RispDecoder.Neurons, "v", 0);
        double unit = double.Parse(program.Metadata["risp.unit"], System.Globalization.CultureInfo.InvariantCulture);
        return states[((ticks - 1) * network.Nodes.Length) + neuron] * unit;
    }

    private static SpikeTrain Train(RispNetwork network, int ticks, (int Tick, int Input)[] spikes) => SpikeTrain.FromEvents(
        ticks, network.Inputs.Length, [.. spikes.Select(s => s.Tick)], [.. spikes.Select(s => s.Input)]);

    private static int[] Times(SpikeTrain train, int neuron, int ticks) =>
        [.. Enumerable.Range(0, ticks).Where(t => train.IndicesAt(t).Contains(neuron))];
}
