using System.Numerics;
using System.Text.Json.Nodes;
using Neuro.Compiler.Frontends.Network;
using Neuro.Emulator.Cpu;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests.Networks;

/// <summary>
/// How often a dendritic segment of s synapses answers to a random pattern of a among n cells (Ahmad and Hawkins, "How do neurons
/// operate on sparse distributed representations? A mathematical theory of sparsity, neurons and active dendrites", 2016, eq. 4):
/// Σ_{b ≥ θ} C(s, b) C(n − s, a − b) / C(n, a).
/// </summary>
public sealed class DendriticSegmentTests
{
    [Theory]
    [InlineData(10, 3, 4, 2)]
    [InlineData(12, 4, 6, 3)]
    [InlineData(13, 5, 5, 4)]
    [InlineData(14, 6, 7, 1)]
    [InlineData(16, 3, 16, 3)]
    public void Over_all_patterns_the_answers_are_counted_exactly(int cells, int active, int synapses, int threshold)
    {
        int[][] patterns = [.. Enumerable.Range(0, 1 << cells).Where(m => BitOperations.PopCount((uint)m) == active)
            .Select(m => Enumerable.Range(0, cells).Where(i => (m >> i & 1) != 0).ToArray())];
        const int Segments = 3;
        long[] counts = Answers(cells, Segments, synapses, threshold, patterns);
        BigInteger expected = Matches(cells, active, synapses, threshold);
        Assert.Equal(Choose(cells, active), patterns.Length);
        for (int segment = 0; segment < Segments; segment++)
            Assert.True(expected == counts[segment], $"segment {segment} answers {counts[segment]} times, {expected} is exact");
    }

    [Theory]
    [InlineData(200, 20, 20, 4)]
    [InlineData(200, 40, 20, 8)]
    [InlineData(500, 50, 30, 6)]
    [InlineData(500, 25, 40, 5)]
    [InlineData(1000, 60, 50, 6)]
    public void Over_random_patterns_they_come_at_the_exact_rate(int cells, int active, int synapses, int threshold)
    {
        const int Segments = 100, Patterns = 200;
        Random random = new(cells + active);
        int[][] patterns = [.. Enumerable.Range(0, Patterns).Select(_ =>
            Enumerable.Range(0, cells).OrderBy(_ => random.Next()).Take(active).Order().ToArray())];
        long hits = Answers(cells, Segments, synapses, threshold, patterns).Sum();
        double rate = (double)Matches(cells, active, synapses, threshold) / (double)Choose(cells, active);
        double trials = (double)Segments * Patterns;
        double spread = Math.Sqrt(rate * (1 - rate) / trials);
        Assert.True(Math.Abs((hits / trials) - rate) < 4 * spread, $"rate {hits / trials}, exactly {rate} ± {spread}");
        Assert.True(hits > 0, "nothing was ever recognised: the parameters say nothing");
    }

    private static BigInteger Matches(int n, int a, int s, int theta)
    {
        BigInteger sum = 0;
        for (int b = theta; b <= Math.Min(a, s); b++) sum += Choose(s, b) * Choose(n - s, a - b);
        return sum;
    }

    private static BigInteger Choose(int n, int k)
    {
        if (k < 0 || k > n) return 0;
        BigInteger result = 1;
        for (int i = 1; i <= k; i++) result = result * (n - k + i) / i;
        return result;
    }

    /// <summary>How often each segment answers when every pattern is shown for a tick.</summary>
    private static long[] Answers(int cells, int segments, int synapses, int threshold, int[][] patterns)
    {
        using ScratchFolder folder = new();
        JsonObject network = new()
        {
            ["seed"] = 11,
            ["populations"] = new JsonObject
            {
                ["cells"] = new JsonObject { ["kind"] = "input", ["size"] = cells },
                ["segments"] = new JsonObject
                {
                    ["kind"] = "segment",
                    ["size"] = segments,
                    ["parameters"] = new JsonObject { ["theta"] = threshold },
                },
            },
            ["projections"] = new JsonObject
            {
                ["dendrites"] = new JsonObject
                {
                    ["from"] = "cells",
                    ["to"] = "segments",
                    ["connect"] = new JsonObject { ["pattern"] = "fixed_fan_in", ["count"] = synapses },
                    ["weight_format"] = new JsonObject { ["fraction_bits"] = 0 },
                    ["delay"] = 0,
                },
            },
        };
        File.WriteAllText(folder["segments.json"], network.ToJsonString());
        SpikeProgram program = NetworkFrontend.Load(folder["segments.json"]).Program;
        byte[] raster = new byte[patterns.Length * cells];
        for (int t = 0; t < patterns.Length; t++)
            foreach (int i in patterns[t]) raster[(t * cells) + i] = 1;
        using ISession session = new CpuBackend().Open(program, new SessionOptions());
        Recording recording = new(program, new RecordingOptions { Counts = ["segments"] }, 1);
        session.Run(new InputBatch("cells", [SpikeTrain.FromDense(raster, patterns.Length, cells)]), patterns.Length, recording);
        return recording.Counts("segments", 0).ToArray();
    }
}
