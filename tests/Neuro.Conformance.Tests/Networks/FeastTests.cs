using System.Text.Json.Nodes;
using Neuro.Compiler.Frontends.Network;
using Neuro.Emulator.Cpu;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests.Networks;

/// <summary>
/// Adaptive selection thresholds share the work between features, which plain winner-take-all does not (Afshar et al. 2020).
/// Contexts are time surfaces of 5 × 5 pixels around events of moving edges, most of them of few orientations, as in recordings.
/// Without thresholds entropy depends on the contexts: about 0.62 here, 0.47 to 0.60 in floating point over five other draws of
/// contexts and initial weights at rates of 0.01 and 0.001, so that the bound is 0.8, well below what thresholds reach.
/// </summary>
public sealed class FeastTests
{
    private const int Radius = 2;
    private const int Pixels = (2 * Radius + 1) * (2 * Radius + 1);
    private const int Features = 36;
    private const int Events = 2400;
    private const int One = 255;

    [Fact]
    public void All_features_are_used_alike_with_selection_thresholds()
    {
        (double entropy, int dead) = Use(rise: 0.015, fall: 0.15, first: 0.5);
        Assert.Equal(0, dead);
        Assert.True(entropy >= 0.99, $"the features' use has entropy {entropy}");
    }

    [Fact]
    public void Without_thresholds_few_features_win()
    {
        (double entropy, int dead) = Use(rise: 0, fall: 0, first: 0);
        Assert.True(dead > 5, $"{dead} features are dead");
        Assert.True(entropy < 0.8, $"the features' use has entropy {entropy}");
    }

    /// <summary>Entropy of wins over features in the second half of the events, relative to its largest, and how many never
    /// win.</summary>
    private static (double Entropy, int Dead) Use(double rise, double fall, double first)
    {
        using ScratchFolder folder = new();
        SpikeProgram program = Compile(folder, rise, fall, first);
        using ILearningSession session = new CpuBackend().OpenLearning(program, new SessionOptions());
        int[] contexts = Contexts();
        InputBatch Part(int from, int count) => new("events",
            [SpikeTrain.FromDense(contexts.AsSpan(from * Pixels, count * Pixels), count, Pixels)], from);
        const int Half = Events / 2;
        session.Run(Part(0, Half), Half);
        Recording recording = new(program, new RecordingOptions { Counts = ["winner"] }, 1);
        session.Run(Part(Half, Half), Half, recording);
        long[] wins = recording.Counts("winner", 0).ToArray();
        double all = wins.Sum();
        double entropy = -wins.Where(w => w > 0).Sum(w => w / all * Math.Log(w / all)) / Math.Log(Features);
        return (entropy, wins.Count(w => w == 0));
    }

    private static SpikeProgram Compile(ScratchFolder folder, double rise, double fall, double first)
    {
        Random random = new(1);
        double[] weights = new double[Pixels * Features];
        for (int j = 0; j < Features; j++)
        {
            double[] feature = [.. Enumerable.Range(0, Pixels).Select(_ => random.NextDouble())];
            double norm = Math.Sqrt(feature.Sum(f => f * f));
            for (int i = 0; i < Pixels; i++) weights[(i * Features) + j] = feature[i] / norm;
        }
        NpyArray.Write<double>(folder["w.npy"], weights, Pixels, Features);
        JsonObject Relation(string state, string kind, string to, string port, int delay) => new()
        {
            ["from"] = "features",
            ["state"] = state,
            ["to"] = to,
            ["port"] = port,
            ["kind"] = kind,
            ["floor"] = 0,
            ["delay"] = delay,
        };
        JsonObject network = new()
        {
            ["arrays"] = new JsonObject { ["w"] = "w.npy" },
            ["populations"] = new JsonObject
            {
                ["events"] = new JsonObject { ["kind"] = "input", ["size"] = Pixels, ["payload"] = new JsonArray(0, One) },
                ["features"] = new JsonObject
                {
                    ["kind"] = "feast",
                    ["size"] = Features,
                    ["parameters"] = new JsonObject
                    {
                        ["rise"] = rise * One,
                        ["fall"] = fall * One,
                        ["theta_initial"] = first * One,
                    },
                },
                ["winner"] = new JsonObject { ["kind"] = "winner", ["size"] = Features },
            },
            ["projections"] = new JsonObject
            {
                ["contexts"] = new JsonObject
                {
                    ["from"] = "events",
                    ["to"] = "features",
                    ["port"] = "in",
                    ["delay"] = 0,
                    ["weights"] = "w",
                    ["weight_format"] = new JsonObject { ["range"] = new JsonArray(0, 1) },
                    ["rule"] = new JsonObject
                    {
                        ["name"] = "feast",
                        ["parameters"] = new JsonObject { ["rate"] = 0.01, ["context"] = One },
                        ["inputs"] = new JsonObject { ["won"] = "post modulator winner.won" },
                    },
                },
                ["told"] = new JsonObject
                {
                    ["from"] = "winner",
                    ["to"] = "features",
                    ["port"] = "won",
                    ["connect"] = "one_to_one",
                },
            },
            ["reductions"] = new JsonObject
            {
                ["best"] = Relation("score", "kmax", "winner", "in", 0),
                ["none"] = Relation("score", "miss", "features", "missed", 1),
            },
            ["outputs"] = new JsonArray("winner"),
        };
        File.WriteAllText(folder["feast.json"], network.ToJsonString());
        return NetworkFrontend.Load(folder["feast.json"]).Program;
    }

    /// <summary>Contexts e^(−age/τ) of unit length in codes of 1/255: edges at two orientations (40 %), at any (40 %), and
    /// corners.</summary>
    private static int[] Contexts()
    {
        Random random = new(4);
        int[] contexts = new int[Events * Pixels];
        for (int n = 0; n < Events; n++)
        {
            double kind = random.NextDouble();
            double angle = kind < 0.4
                ? (random.Next(2) * Math.PI / 2) + (0.1 * (random.NextDouble() + random.NextDouble() - 1))
                : 2 * Math.PI * random.NextDouble();
            double speed = 0.15 + (0.45 * random.NextDouble());
            double[] surface = new double[Pixels];
            for (int p = 0; p < Pixels; p++)
            {
                (int x, int y) = ((p % (2 * Radius + 1)) - Radius, (p / (2 * Radius + 1)) - Radius);
                double ahead = (x * Math.Cos(angle)) + (y * Math.Sin(angle));
                double aside = (y * Math.Cos(angle)) - (x * Math.Sin(angle));
                bool passed = ahead <= 0.5 && (kind < 0.8 || aside <= 0.5);
                surface[p] = passed ? Math.Exp(-Math.Max(-ahead / speed, 0) / 8) : 0;
            }
            double length = Math.Sqrt(surface.Sum(s => s * s));
            for (int p = 0; p < Pixels; p++) contexts[(n * Pixels) + p] = (int)Math.Round(surface[p] / length * One);
        }
        return contexts;
    }
}
