using System.Text.Json.Nodes;
using Neuro.Compiler.Frontends.Network;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests.Networks;

/// <summary>Runs a rule of the library on a <see cref="RuleScenario"/>, through network.json and the reference
/// interpreter.</summary>
internal sealed class RuleBench
{
    /// <summary>Fraction bits of the weights.</summary>
    public const int Fraction = 16;

    private const int Steps = 256;

    private readonly RuleScenario _scenario;

    /// <summary>Draws what is shown.</summary>
    public RuleBench(RuleScenario scenario)
    {
        _scenario = scenario;
        Random random = new(scenario.Seed);
        int Spike(bool graded)
        {
            if (random.NextDouble() >= scenario.Rate) return 0;
            if (scenario.Spins) return random.Next(2) * 2 - 1;
            if (!graded || scenario.Payload == 1) return 1;
            int payload = random.Next(1, scenario.Payload + 1);
            return random.Next(2) == 0 ? payload : -payload;
        }
        Pre = Table(scenario.Sources, () => Spike(true));
        Post = Table(scenario.Targets, () => Spike(false));
        double Value() => random.Next(-Steps, Steps + 1) / (double)Steps;
        Xs = Table(scenario.Sources, Value);
        Ys = Table(scenario.Targets, Value);
        Zs = Table(scenario.Targets, () => Math.Abs(Value()));
        Factor = [.. Table(1, Value).Select(v => v[0])];
        Initial = new double[scenario.Sources, scenario.Targets];
        for (int i = 0; i < scenario.Sources; i++)
            for (int j = 0; j < scenario.Targets; j++)
                Initial[i, j] = scenario.Initial?[i, j] ?? Math.Round((scenario.Least + ((scenario.Most - scenario.Least)
                    * (0.3 + (0.4 * random.NextDouble())))) * (1 << Fraction)) / (1 << Fraction);
    }

    /// <summary>Payloads of source events, [tick][neuron]; 0 for none.</summary>
    public int[][] Pre { get; }

    /// <summary>Payloads of target events, [tick][neuron].</summary>
    public int[][] Post { get; }

    /// <summary>Values per source neuron.</summary>
    public double[][] Xs { get; }

    /// <summary>Values per target neuron.</summary>
    public double[][] Ys { get; }

    /// <summary>Values per target neuron, not negative.</summary>
    public double[][] Zs { get; }

    /// <summary>A value for all.</summary>
    public double[] Factor { get; }

    /// <summary>Weights at first.</summary>
    public double[,] Initial { get; }

    /// <summary>The payload of source <paramref name="i"/>'s event that arrives at <paramref name="tick"/>; 0 for none.</summary>
    public int Arriving(int tick, int i) => tick >= _scenario.Delay ? Pre[tick - _scenario.Delay][i] : 0;

    /// <summary>The learned weights, and the codes of the arrays asked for.</summary>
    public (double[,] Weights, Dictionary<string, int[]> Arrays) Run()
    {
        using ScratchFolder folder = new();
        using ILearningSession session = new ReferenceBackend().OpenLearning(Compile(folder), new SessionOptions());
        InputBatch input = new(new Dictionary<string, IReadOnlyList<SpikeTrain>>
        {
            ["pre"] = [Train(Pre)],
            ["drive"] = [Train(Post)],
            ["xs_in"] = [Train(Codes(Xs))],
            ["ys_in"] = [Train(Codes(Ys))],
            ["zs_in"] = [Train(Codes(Zs))],
            ["factor_in"] = [Train(Codes([.. Factor.Select(v => new[] { v })]))],
        });
        for (int sample = 0; sample < _scenario.Samples; sample++)
        {
            session.Run(input, _scenario.Ticks);
            session.NextSample();
        }
        int count = _scenario.Sources * _scenario.Targets;
        Dictionary<string, int[]> arrays = [];
        foreach (string name in _scenario.Arrays.Append("weight"))
        {
            arrays[name] = new int[count];
            session.ReadSynapses("learned", name, 0, arrays[name]);
        }
        double[,] weights = new double[_scenario.Sources, _scenario.Targets];
        for (int k = 0; k < count; k++)
            weights[k / _scenario.Targets, k % _scenario.Targets] = arrays["weight"][k] / (double)(1 << Fraction);
        return (weights, arrays);
    }

    /// <summary>Asserts that every weight is within <paramref name="tolerance"/> of <paramref name="expected"/>, and that
    /// something was learned.</summary>
    public void AssertLearns(double[,] expected, double tolerance)
    {
        double[,] weights = Run().Weights;
        double moved = 0;
        for (int i = 0; i < _scenario.Sources; i++)
            for (int j = 0; j < _scenario.Targets; j++)
            {
                moved = Math.Max(moved, Math.Abs(expected[i, j] - Initial[i, j]));
                Assert.True(Math.Abs(weights[i, j] - expected[i, j]) <= tolerance,
                    $"weight [{i}, {j}] is {weights[i, j]}, the equation gives {expected[i, j]} (from {Initial[i, j]})");
            }
        Assert.True(moved > 20 * tolerance, $"the equation moves no weight by more than {moved}");
    }

    private SpikeProgram Compile(ScratchFolder folder)
    {
        NpyArray.Write<double>(folder["w.npy"], [.. Initial.Cast<double>()], _scenario.Sources, _scenario.Targets);
        JsonObject populations = new()
        {
            ["pre"] = Input(_scenario.Sources),
            ["drive"] = Input(_scenario.Targets),
            ["post"] = new JsonObject
            {
                ["size"] = _scenario.Targets,
                ["port_fraction"] = 20,
                ["program"] = new JsonArray("acc in : i64", "acc drive : i32", "s = sat drive, 8", "emit s"),
            },
        };
        JsonObject projections = new()
        {
            ["drive"] = new JsonObject
            {
                ["from"] = "drive",
                ["to"] = "post",
                ["port"] = "drive",
                ["connect"] = "one_to_one",
                ["delay"] = 0,
                ["weight_format"] = new JsonObject { ["fraction_bits"] = 20, ["bits"] = 24 },
                ["weights"] = 1 / 1048576.0,
            },
            ["learned"] = new JsonObject
            {
                ["from"] = "pre",
                ["to"] = "post",
                ["port"] = "in",
                ["delay"] = _scenario.Delay,
                ["weights"] = "w",
                ["weight_format"] = new JsonObject
                {
                    ["bits"] = 24,
                    ["fraction_bits"] = Fraction,
                    ["range"] = new JsonArray(_scenario.Least, _scenario.Most),
                },
                ["rule"] = _scenario.Rule.DeepClone(),
            },
        };
        foreach ((string name, int size) in ((string, int)[])
            [("xs", _scenario.Sources), ("ys", _scenario.Targets), ("zs", _scenario.Targets), ("factor", 1)])
        {
            populations[$"{name}_in"] = Input(size);
            populations[name] = new JsonObject { ["kind"] = "linear", ["size"] = size };
            projections[name] = new JsonObject
            {
                ["from"] = $"{name}_in",
                ["to"] = name,
                ["connect"] = "one_to_one",
                ["delay"] = 0,
                ["weights"] = 1.0 / Steps,
            };
        }
        JsonObject network = new()
        {
            ["seed"] = 5,
            ["arrays"] = new JsonObject { ["w"] = "w.npy" },
            ["populations"] = populations,
            ["projections"] = projections,
            ["outputs"] = new JsonArray("post"),
        };
        File.WriteAllText(folder["rule.json"], network.ToJsonString());
        return NetworkFrontend.Load(folder["rule.json"]).Program;
    }

    private static JsonObject Input(int size) =>
        new() { ["kind"] = "input", ["size"] = size, ["payload"] = new JsonArray(-Steps, Steps) };

    private T[][] Table<T>(int width, Func<T> make) =>
        [.. Enumerable.Range(0, _scenario.Ticks).Select(_ => Enumerable.Range(0, width).Select(_ => make()).ToArray())];

    private static int[][] Codes(double[][] values) => [.. values.Select(v => v.Select(x => (int)(x * Steps)).ToArray())];

    private static SpikeTrain Train(int[][] payloads) =>
        SpikeTrain.FromDense([.. payloads.SelectMany(p => p)], payloads.Length, payloads[0].Length);
}
