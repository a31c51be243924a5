using Neuro.Compiler.Frontends.Network;
using Neuro.Ir;
using Neuro.Ir.Json;
using Neuro.Ir.Learning;
using Neuro.Runtime.Data;

namespace Neuro.Compiler.Tests.Frontends.Network;

/// <summary>What network.json becomes.</summary>
public sealed class NetworkFrontendTests
{
    [Fact]
    public void Every_definition_of_the_library_is_of_the_schema()
    {
        foreach ((string kind, string form) in ((string, string)[])[("Neurons", "neuron"), ("Rules", "rule_definition")])
        {
            JsonNode definitions = DefinitionLibrary.Form.Schema["$defs"]!;
            foreach ((string name, JsonNode node) in kind == "Rules" ? DefinitionLibrary.Rules : DefinitionLibrary.Neurons)
            {
                JsonSchema schema = new(WithDefinitions(definitions[form]!, definitions), JsonWords.Network);
                Assert.Empty(schema.Check(node).Select(e => $"{name}: {e}"));
                Assert.StartsWith("//", DefinitionLibrary.Text(kind, name));
            }
        }
    }

    [Fact]
    public void Neurons_of_nir_step_as_their_dialect_says()
    {
        const string Json =
            """
            {
              "dt": 0.001, "dialect": "DIALECT",
              "populations": {
                "in": { "kind": "input" },
                "out": { "kind": "lif", "parameters": { "tau": 0.01, "v_threshold": 0.5, "r": 2 } }
              },
              "projections": { "p": { "from": "in", "to": "out" } }
            }
            """;
        Population euler = NetworkText.Load(Json.Replace("DIALECT", "norse", StringComparison.Ordinal)).Population("out");
        Population exact = NetworkText.Load(Json.Replace("DIALECT", "exact", StringComparison.Ordinal)).Population("out");
        Assert.Equal(Math.Round(0.9 * (1 << 24)), euler.Parameters["v_decay"].Scalar);
        Assert.Equal(Math.Round(Math.Exp(-0.1) * (1 << 24)), exact.Parameters["v_decay"].Scalar);
        Assert.Equal(1 << 15, euler.Parameters["threshold"].Scalar);
        // The gain dt/τ · R = 0.2 is 0.8 of 2^-2.
        Assert.Equal(Math.Round(0.8 * (1 << 15)), euler.Parameters["gain"].Scalar);
    }

    [Fact]
    public void Weights_come_from_npz_in_the_order_of_the_synapses()
    {
        using ScratchFolder folder = new();
        using (NpzWriter npz = new(folder["net.npz"]))
        {
            npz.Add("w", (double[])[0.5, -0.25, 1, 0, 0.75, -1], 2, 3);
            npz.Add("s", (int[])[1, 0, 1], 3);
            npz.Add("t", (int[])[0, 2, 2], 3);
            npz.Add("v", (double[])[0.125, 0.25, 0.5], 3);
            npz.Commit();
        }
        SpikeProgram program = NetworkText.Read(folder,
            """
            {
              "populations": { "in": { "kind": "input", "size": 2 }, "out": { "kind": "linear", "size": 3 } },
              "projections": {
                "dense": { "from": "in", "to": "out", "weights": "w", "weight_format": { "fraction_bits": 4 } },
                "pairs": {
                  "from": "in", "to": "out", "weights": "v", "connect": { "sources": "s", "targets": "t" },
                  "weight_format": { "fraction_bits": 3 }
                },
                "some": {
                  "from": "in", "to": "out", "weights": "w", "connect": { "sources": "s", "targets": "t" },
                  "weight_format": { "fraction_bits": 2 }
                }
              }
            }
            """).Program;
        Assert.Equal([8, -4, 16, 0, 12, -16], program.Array("dense.weight").ToInt32());
        // (0, 2), (1, 0), (1, 2): sorted by source and target, with their weights.
        Assert.Equal([0, 1, 3], program.Array("pairs.rows").ToInt32());
        Assert.Equal([2, 0, 2], program.Array("pairs.targets").ToInt32());
        Assert.Equal([2, 1, 4], program.Array("pairs.weight").ToInt32());
        Assert.Equal([4, 0, -4], program.Array("some.weight").ToInt32());
        Assert.Equal(12, program.Projections[0].Shift);
    }

    [Theory]
    [InlineData("{ \"pattern\": \"fixed_fan_in\", \"count\": 7 }")]
    [InlineData("{ \"pattern\": \"random\", \"probability\": 0.2 }")]
    [InlineData("{ \"pattern\": \"distance\", \"length\": 0.15 }")]
    [InlineData("{ \"pattern\": \"distance\", \"length\": 0.2, \"profile\": \"disc\", \"wrap\": true }")]
    [InlineData("{ \"pattern\": \"modular\", \"modules\": 4, \"inside\": 0.8, \"between\": 0.05 }")]
    [InlineData("{ \"pattern\": \"lateral\", \"radius\": 2 }")]
    [InlineData("\"lateral\"")]
    public void Generators_draw_the_same_synapses_every_time_and_no_loops(string connect)
    {
        (int[] rows, int[] targets) first = Recurrent(connect, 3), again = Recurrent(connect, 3), other = Recurrent(connect, 4);
        Assert.Equal(first.rows, again.rows);
        Assert.Equal(first.targets, again.targets);
        bool drawn = !connect.Contains("lateral", StringComparison.Ordinal)
            && !connect.Contains("disc", StringComparison.Ordinal);
        Assert.Equal(drawn, !first.targets.SequenceEqual(other.targets));
        for (int i = 0; i < 100; i++)
        {
            int[] row = first.targets[first.rows[i]..first.rows[i + 1]];
            Assert.DoesNotContain(i, row);
            Assert.Equal(row.Distinct().Order(), row);
        }
    }

    [Fact]
    public void A_fixed_fan_in_is_one()
    {
        (int[] _, int[] targets) = Recurrent("{ \"pattern\": \"fixed_fan_in\", \"count\": 7 }", 3);
        Assert.All(targets.CountBy(t => t), t => Assert.Equal(7, t.Value));
        Assert.Equal(700, targets.Length);
    }

    [Fact]
    public void Modules_are_dense_inside_and_sparse_between()
    {
        (int[] rows, int[] targets) = Recurrent(
            "{ \"pattern\": \"modular\", \"modules\": 4, \"inside\": 0.8, \"between\": 0.05 }", 3);
        int inside = 0, between = 0;
        for (int i = 0; i < 100; i++)
            foreach (int j in targets[rows[i]..rows[i + 1]])
                _ = i / 25 == j / 25 ? inside++ : between++;
        Assert.InRange(inside, 0.75 * 100 * 24, 0.85 * 100 * 24);
        Assert.InRange(between, 0.04 * 100 * 75, 0.06 * 100 * 75);
    }

    [Fact]
    public void A_disc_reaches_what_is_near()
    {
        (int[] rows, int[] targets) = Recurrent("{ \"pattern\": \"lateral\", \"radius\": 1.5 }", 3);
        // The middle of a 10 × 10 grid has eight neighbours, a corner three.
        Assert.Equal([44, 45, 46, 54, 56, 64, 65, 66], targets[rows[55]..rows[56]]);
        Assert.Equal([1, 10, 11], targets[rows[0]..rows[1]]);
    }

    [Fact]
    public void Phases_follow_projections_without_delay_and_reductions()
    {
        SpikeProgram program = NetworkText.Load(
            """
            {
              "populations": {
                "c": { "kind": "winner", "size": 3 },
                "b": { "kind": "linear", "size": 3 },
                "a": { "kind": "relay", "size": 3 },
                "in": { "kind": "input", "size": 3 }
              },
              "projections": {
                "p": { "from": "in", "to": "a", "delay": 0, "weight_format": { "fraction_bits": 0 } },
                "q": { "from": "a", "to": "b", "delay": 0 },
                "r": { "from": "c", "to": "b" }
              },
              "reductions": { "best": { "from": "b", "state": "v", "to": "c", "kind": "kmax", "floor": 0.5 } },
              "outputs": ["c"]
            }
            """);
        Assert.Equal([3, 2, 1, 0], program.Populations.Select(p => p.Phase));
        Assert.Equal(1 << 15, program.Reductions[0].Floor);
    }

    [Fact]
    public void Traces_are_shared_between_rules_and_seen_through_delays()
    {
        SpikeProgram program = NetworkText.Load(
            """
            {
              "populations": {
                "in": { "kind": "input", "size": 2 },
                "out": { "kind": "lif", "size": 3, "parameters": { "tau": 0.02, "v_threshold": 1 } }
              },
              "projections": {
                "p": { "from": "in", "to": "out", "delay": 4, "weights": 0.5, "rule": "pair_stdp" },
                "q": { "from": "in", "to": "out", "delay": 4, "weights": 0.5, "rule": ["pair_stdp", "weight_normalisation"] }
              },
              "outputs": ["out"]
            }
            """);
        Assert.Equal(["in", "out", "out.trace", "in.trace"], program.Populations.Select(p => p.Name));
        Projection arrivals = program.Projections.Single(p => p.Target == "in.trace");
        Assert.Equal(4, arrivals.Delay.Scalar);
        Assert.Equal(0, program.Projections.Single(p => p.Target == "out.trace").Delay.Scalar);
        Assert.Equal(2, program.Projections[0].Plasticity!.Steps.Length);
        Assert.Equal(StepTrigger.SampleEnd, program.Projections[1].Plasticity!.Steps[^1].Trigger);
    }

    [Fact]
    public void Parameters_of_inference_become_constants_of_their_own()
    {
        SpikeProgram program = NetworkText.Load(
            """
            {
              "populations": { "e": { "kind": "lif_homeostatic", "size": 2 } }
            }
            """);
        Population population = program.Population("e");
        Assert.Equal(0, population.Inference["rise"].Scalar);
        Assert.NotEqual(0, population.Parameters["rise"].Scalar);
        Assert.Contains("theta", population.Kept);
        Assert.Equal(20 << 16, population.Initial["theta"].Scalar);
    }

    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("-2^2", -4)]
    [InlineData("2^-1", 0.5)]
    [InlineData("--3", 3)]
    [InlineData("exp(-1 / 2)", 0.60653065971263342)]
    [InlineData("max(1, min(5, 3)) - abs(-2)", 1)]
    [InlineData("1e-3 * x / 2", 0.002)]
    [InlineData("round(2.5) + floor(-0.5) + ceil(0.1)", 3)]
    public void Expressions_have_the_usual_meaning(string text, double value) =>
        Assert.Equal(value, Expression.Evaluate(text, name => name == "x" ? 4 : null), 15);

    [Theory]
    [InlineData("")]
    [InlineData("1 +")]
    [InlineData("y")]
    [InlineData("sin(1)")]
    [InlineData("(1")]
    [InlineData("1 2")]
    [InlineData("1..2")]
    public void What_is_no_expression_is_refused(string text) =>
        Assert.Throws<FormatException>(() => Expression.Evaluate(text, name => name == "x" ? 4 : null));

    [Fact]
    public void Expressions_without_end_are_refused() => Assert.Throws<FormatException>(
        () => Expression.Evaluate(new string('(', 100_000) + "1" + new string(')', 100_000), _ => 1));

    private static (int[] Rows, int[] Targets) Recurrent(string connect, int seed)
    {
        SpikeProgram program = NetworkText.Load(
            $$"""
            {
              "seed": {{seed}},
              "populations": { "a": { "kind": "linear", "shape": [10, 10] } },
              "projections": { "p": { "from": "a", "to": "a", "connect": {{connect}} } }
            }
            """);
        return (program.Array("p.rows").ToInt32(), program.Array("p.targets").ToInt32());
    }

    private static JsonNode WithDefinitions(JsonNode schema, JsonNode definitions)
    {
        JsonNode root = new() { Kind = schema.Kind, Path = schema.Path, Place = schema.Place };
        root.Members.AddRange(schema.Members);
        root.Members.Add(("$defs", definitions));
        return root;
    }
}
