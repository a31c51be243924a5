using System.Text.Json.Nodes;
using Neuro.Compiler.Frontends.Network;
using Neuro.Emulator.Cpu;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests.Networks;

/// <summary>Associative memories: what Hopfield's rule stores, and what of it 4-bit weights give back.</summary>
public sealed class HopfieldTests
{
    private const int Size = 500;

    [Fact]
    public void The_rule_learns_the_outer_products()
    {
        const int Small = 60, Count = 12;
        using ScratchFolder folder = new();
        sbyte[][] patterns = Patterns(Count, Small, 0.2, 3);
        double[] expected = OuterProducts(patterns, Small);
        int[] learned = Learn(folder, patterns, Small);
        for (int i = 0; i < Small; i++)
            for (int j = 0, k = i * (Small - 1); j < Small; j++)
                if (i != j)
                    Assert.True(expected[(i * Small) + j] == learned[k++], $"weight {i} to {j}");
    }

    [Fact]
    public void Recall_is_whole_at_load_010_and_falls_past_012_with_4_bit_weights()
    {
        // Share of patterns recalled (overlap ≥ 0.95) from cues with a tenth of the spins wrong, and their mean overlap.
        (double Share, double Overlap) low = Recall(25), ten = Recall(50), twelve = Recall(60), twenty = Recall(100);
        Assert.Equal(1, low.Share);
        Assert.Equal(1, ten.Share);
        Assert.True(twelve.Share < 1 && twelve.Share > 0.85, $"{twelve.Share} of patterns at load 0.12");
        Assert.True(twenty.Share < 0.2, $"{twenty.Share} of patterns at load 0.20");
        // Up to the critical load 0.138 the overlap is that of the theory of infinite networks.
        foreach ((double load, double overlap) in
            ((double, double)[])[(0.05, low.Overlap), (0.10, ten.Overlap), (0.12, twelve.Overlap)])
            Assert.True(Math.Abs(overlap - Theory(load)) < 0.01, $"overlap {overlap} at load {load}, theory {Theory(load)}");
    }

    [Fact]
    public void Diluted_patterns_are_recalled_together_on_a_ladder()
    {
        // With a share d of blanks, the spins that the first pattern leaves free hold the second, and so on: overlaps are
        // (1 − d) d^k (Agliari, Barra, Galluzzo, Guerra and Moauro, "Multitasking associative networks", Phys. Rev. Lett. 109,
        // 2012).
        const int Count = 4;
        const double Blank = 0.4;
        sbyte[][] patterns = Patterns(Count, Size, Blank, 7);
        Random random = new(2);
        int[] cue = new int[Size];
        for (int i = 0; i < Size; i++)
        {
            int spin = patterns.Select(p => (int)p[i]).FirstOrDefault(s => s != 0, 1);
            cue[i] = random.NextDouble() < 0.1 ? -spin : spin;
        }
        using ScratchFolder folder = new();
        int[] state = Relax(Compile(folder, OuterProducts(patterns, Size), 0), [cue])[0];
        for (int k = 0; k < Count; k++)
        {
            double overlap = patterns[k].Select((p, i) => p * state[i]).Sum() / (double)Size;
            double expected = (1 - Blank) * Math.Pow(Blank, k);
            // Three standard deviations of the number of spins that are free for pattern k, and of its crossing with others.
            double spread = 3 * Math.Sqrt((1 - Blank) / Size);
            Assert.True(Math.Abs(overlap - expected) < spread, $"overlap {k} is {overlap}, the ladder gives {expected}");
        }
    }

    private static (double Share, double Overlap) Recall(int count)
    {
        sbyte[][] patterns = Patterns(count, Size, 0, count);
        Random random = new(count);
        int[][] cues = [.. patterns.Take(20).Select(p => p.Select(s => random.NextDouble() < 0.1 ? -s : s).ToArray())];
        using ScratchFolder folder = new();
        // 4 bits, −8 to 7: steps of the power of two nearest to √P / 3.5, so that the range is about two standard deviations.
        int step = (int)Math.Round(Math.Log2(Math.Sqrt(count) / 3.5));
        int[][] states = Relax(Compile(folder, OuterProducts(patterns, Size), -step), cues);
        double[] overlaps = [.. states.Select((s, n) => s.Select((v, i) => v * patterns[n][i]).Sum() / (double)Size)];
        return (overlaps.Count(m => m >= 0.95) / (double)cues.Length, overlaps.Where(m => m >= 0.95).DefaultIfEmpty(0).Average());
    }

    /// <summary>The overlap of recalled patterns at a load α without noise: m = erf(y) with y (√(2α) + 2/√π e^(−y²)) = erf(y),
    /// its largest solution (Amit, Gutfreund and Sompolinsky, Annals of Physics 173, 1987).</summary>
    private static double Theory(double load)
    {
        for (double y = 6; y > 0; y -= 1e-4)
            if (y * (Math.Sqrt(2 * load) + (2 / Math.Sqrt(Math.PI) * Math.Exp(-y * y))) <= Erf(y)) return Erf(y);
        return 0;
    }

    // Abramowitz and Stegun, 7.1.26: 1.5e-7.
    private static double Erf(double y)
    {
        double t = 1 / (1 + (0.3275911 * y));
        double p = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        return 1 - (p * Math.Exp(-y * y));
    }

    private static sbyte[][] Patterns(int count, int size, double blank, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, size)
            .Select(_ => random.NextDouble() < blank ? (sbyte)0 : (sbyte)(random.Next(2) * 2 - 1)).ToArray())];
    }

    private static double[] OuterProducts(sbyte[][] patterns, int size)
    {
        double[] weights = new double[size * size];
        foreach (sbyte[] p in patterns)
            for (int i = 0; i < size; i++)
                for (int j = 0; j < size; j++)
                    if (i != j) weights[(i * size) + j] += p[i] * p[j];
        return weights;
    }

    /// <summary>Shows the patterns once each to a network with the rule; the learned weights, of 16 bits.</summary>
    private static int[] Learn(ScratchFolder folder, sbyte[][] patterns, int size)
    {
        JsonObject network = Network(size);
        network["populations"]!["seen"] =
            new JsonObject { ["kind"] = "input", ["size"] = size, ["payload"] = new JsonArray(-1, 1) };
        network["populations"]!["shown"] = new JsonObject { ["kind"] = "relay", ["size"] = size };
        network["projections"]!["show"] = new JsonObject
        {
            ["from"] = "seen",
            ["to"] = "shown",
            ["connect"] = "one_to_one",
            ["delay"] = 0,
            ["weight_format"] = new JsonObject { ["fraction_bits"] = 0 },
        };
        JsonObject learned = (JsonObject)network["projections"]!["memory"]!;
        learned["weights"] = 0;
        learned["weight_format"] = new JsonObject { ["range"] = new JsonArray(-1000, 1000), ["fraction_bits"] = 0 };
        learned["rule"] = new JsonObject
        {
            ["name"] = "hopfield",
            ["inputs"] = new JsonObject { ["a"] = "pre modulator shown.v", ["b"] = "post modulator shown.v" },
        };
        File.WriteAllText(folder["learn.json"], network.ToJsonString());
        SpikeProgram program = NetworkFrontend.Load(folder["learn.json"]).Program;
        using ILearningSession session = new CpuBackend().OpenLearning(program, new SessionOptions());
        int[] raster = [.. patterns.SelectMany(p => p.Select(s => (int)s))];
        session.Run(new InputBatch("seen", [SpikeTrain.FromDense(raster, patterns.Length, size)]), patterns.Length);
        int[] weights = new int[size * (size - 1)];
        session.ReadSynapses("memory", "weight", 0, weights);
        return weights;
    }

    /// <summary>A network of spins with given weights in 4 bits of so many fraction bits.</summary>
    private static SpikeProgram Compile(ScratchFolder folder, double[] weights, int fraction)
    {
        NpyArray.Write<double>(folder["w.npy"], weights, Size, Size);
        JsonObject network = Network(Size);
        network["arrays"] = new JsonObject { ["w"] = "w.npy" };
        // All to all, with zeros on the diagonal: dense layers are the fastest.
        network["projections"]!["memory"]!["connect"] = "all_to_all";
        network["projections"]!["memory"]!["weights"] = "w";
        network["projections"]!["memory"]!["weight_format"] =
            new JsonObject { ["bits"] = 4, ["signed"] = true, ["fraction_bits"] = fraction };
        File.WriteAllText(folder["recall.json"], network.ToJsonString());
        return NetworkFrontend.Load(folder["recall.json"]).Program;
    }

    private static JsonObject Network(int size) => new()
    {
        ["number_format"] = new JsonObject { ["fraction_bits"] = 4 },
        ["populations"] = new JsonObject
        {
            ["cue"] = new JsonObject { ["kind"] = "input", ["size"] = size, ["payload"] = new JsonArray(-1, 1) },
            ["spins"] = new JsonObject { ["kind"] = "spin", ["size"] = size },
        },
        ["projections"] = new JsonObject
        {
            ["clamp"] = new JsonObject
            {
                ["from"] = "cue",
                ["to"] = "spins",
                ["port"] = "clamp",
                ["connect"] = "one_to_one",
                ["delay"] = 0,
            },
            ["memory"] = new JsonObject
            {
                ["from"] = "spins",
                ["to"] = "spins",
                ["port"] = "in",
                ["connect"] = new JsonObject { ["pattern"] = "all_to_all", ["self"] = false },
            },
        },
        ["outputs"] = new JsonArray("spins"),
    };

    /// <summary>The spins after they were clamped to each cue for a tick and ran freely for twelve.</summary>
    private static int[][] Relax(SpikeProgram program, int[][] cues)
    {
        const int Ticks = 13;
        using ISession session = new CpuBackend().Open(program, new SessionOptions { BatchSize = cues.Length });
        session.Run(new InputBatch("cue", [.. cues.Select(c => SpikeTrain.FromDense(c, 1, Size))]), Ticks);
        return [.. Enumerable.Range(0, cues.Length).Select(slot =>
        {
            int[] state = new int[Size];
            session.ReadState("spins", "s", slot, state);
            return state;
        })];
    }
}
