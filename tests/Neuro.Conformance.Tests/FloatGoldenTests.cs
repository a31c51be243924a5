using System.Text.Json;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Float;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests;

/// <summary>Trained networks of the NIR paper against spike counts that an independent
/// interpretation found, sample by sample.</summary>
public sealed class FloatGoldenTests
{
    [Theory]
    [InlineData(false, "float_counts_single_spike")]
    [InlineData(true, "float_counts_multi_spike")]
    public void The_cnn_counts_as_published_on_every_sample(bool multiSpike, string golden)
    {
        Dialect dialect = DialectRegistry.Sinabs with { MultiSpike = multiSpike };
        FloatInterpreter interpreter = new(FloatModels.Load("nir/cnn_sinabs.nir", dialect));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(ReferenceData.Path("nmnist/golden.json")));
        int compared = 0;
        foreach (JsonProperty sample in document.RootElement.GetProperty(golden).EnumerateObject())
        {
            string path = ReferenceData.Path($"nmnist/samples/{sample.Name}.bs2");
            double[] counts = interpreter.Run(Recording(path, 300))[0];
            double[] expected = [.. sample.Value.EnumerateArray().Select(v => v.GetDouble())];
            Assert.True(expected.SequenceEqual(counts),
                $"{sample.Name}: counts {string.Join(' ', counts)}, golden {string.Join(' ', expected)}");
            compared++;
        }
        Assert.InRange(compared, 1, int.MaxValue);
    }

    [Theory]
    [InlineData("nir/braille_noDelay_bias_zero.nir", ResetMode.Zero, "zero")]
    [InlineData("nir/braille_noDelay_noBias_subtract.nir", ResetMode.Subtract, "subtract")]
    public void Recurrent_networks_count_as_published_on_every_sample(string model, ResetMode reset, string golden)
    {
        DiscreteNetwork network =
            FloatModels.Load(model, DialectRegistry.Norse with { Reset = reset }) with { Arithmetic = FloatArithmetic.Double };
        Assert.Equal("lif2", Assert.Single(network.Outputs));
        using NpzFile samples = NpzFile.Open(ReferenceData.Path("braille/samples.npz"));
        using NpzFile goldens = NpzFile.Open(ReferenceData.Path("braille/golden.npz"));
        NpyArray spikes = samples.Read("spikes");
        int[] counts = goldens.Read($"{golden}_counts_f64").ToInt32();
        int[] hidden = goldens.Read($"{golden}_hidden_f64").ToInt32();
        int[] raster = spikes.ToInt32();
        (int ticks, int channels) = (spikes.Shape[1], spikes.Shape[2]);
        int hiddenSize = network.Population("lif1.lif").Size;
        FloatInterpreter interpreter = new(network);
        for (int sample = 0; sample < spikes.Shape[0]; sample++)
        {
            SpikeTrain train = SpikeTrain.FromDense(raster.AsSpan(sample * ticks * channels, ticks * channels), ticks, channels);
            ActivityObserver activity = new(network);
            double[] output = interpreter.Run(train, null, activity)[0];
            Equal(counts.AsSpan(sample * output.Length, output.Length), output, $"sample {sample}, output");
            Equal(hidden.AsSpan(sample * hiddenSize, hiddenSize), activity["lif1.lif"].OutputSum, $"sample {sample}, hidden");
        }
    }

    private static void Equal(ReadOnlySpan<int> expected, double[] actual, string place)
    {
        for (int n = 0; n < actual.Length; n++)
            Assert.True(expected[n] == actual[n], $"{place} neuron {n}: {actual[n]} spikes, golden {expected[n]}");
    }

    /// <summary>N-MNIST: 5 bytes an event, x, y, then 1 bit polarity and 23 bits of microseconds; counted
    /// per millisecond into (2, 34, 34).</summary>
    private static SpikeTrain Recording(string path, int ticks)
    {
        byte[] bytes = File.ReadAllBytes(path);
        List<(int Tick, int Neuron)> events = [];
        for (int at = 0; at + 5 <= bytes.Length; at += 5)
        {
            int time = ((bytes[at + 2] & 0x7f) << 16) | (bytes[at + 3] << 8) | bytes[at + 4];
            if (time / 1000 < ticks)
                events.Add((time / 1000, ((bytes[at + 2] >> 7) * 34 + bytes[at + 1]) * 34 + bytes[at]));
        }
        return SpikeTrain.FromEvents(ticks, 2 * 34 * 34, [.. events.Select(e => e.Tick)], [.. events.Select(e => e.Neuron)]);
    }
}
