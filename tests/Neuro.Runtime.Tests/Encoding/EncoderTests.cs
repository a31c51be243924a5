using System.Globalization;
using Neuro.Runtime.Data;
using Neuro.Runtime.Encoding;
using Neuro.Runtime.Random;

namespace Neuro.Runtime.Tests.Encoding;

public class EncoderTests
{
    [Theory]
    [InlineData("constant:gain=255")]
    [InlineData("poisson:rate=0.5,seed=18446744073709551615")]
    [InlineData("latency:threshold=0.1")]
    [InlineData("rate:gain=0.25,reset=zero,compare=gt")]
    public void The_text_form_reads_back(string text)
    {
        Encoder encoder = Encoder.Parse(text);
        Assert.Equal(text, encoder.ToString());
        Assert.Equal(encoder, Encoder.Parse(encoder.ToString()));
    }

    [Fact]
    public void Every_listed_encoder_has_defaults()
    {
        foreach ((string name, string usage) in Encoder.All)
        {
            Assert.StartsWith(name, Encoder.Parse(name).ToString());
            Assert.StartsWith(name, usage);
        }
    }

    [Theory]
    [InlineData("gauss", "constant, poisson, latency, rate")]
    [InlineData("poisson:rate", "name=value")]
    [InlineData("poisson:speed=3", "no parameter 'speed'; it has rate, seed")]
    [InlineData("poisson:rate=fast", "a number")]
    [InlineData("poisson:rate=nan", "a number")]
    [InlineData("poisson:rate=1,rate=2", "twice")]
    [InlineData("poisson:seed=-1", "64 bits")]
    [InlineData("rate:reset=half", "subtract or zero")]
    public void A_wrong_text_says_what_is_right(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => Encoder.Parse(text)).Message);

    [Fact]
    public void Constant_sends_the_rounded_payload_at_every_tick()
    {
        SpikeTrain train = new ConstantEncoder { Gain = 10 }.Encode([0.26, 0.04, -0.5, 0.25], 2, 0);
        Assert.Equal([3, 0, -5, 2, 3, 0, -5, 2], train.ToDense());
    }

    [Fact]
    public void Latency_is_earlier_for_larger_values()
    {
        SpikeTrain train = new LatencyEncoder { Threshold = 0.1 }.Encode([1, 0.5, 0.1, 0.11, 7], 11, 0);
        Assert.Equal([0, 4], train.IndicesAt(0).ToArray());
        Assert.Equal([1], train.IndicesAt(5).ToArray());
        Assert.Equal([3], train.IndicesAt(9).ToArray());
        Assert.Equal(4, train.EventCount);
    }

    [Fact]
    public void Rate_by_subtraction_sends_as_many_spikes_as_the_values_add_up_to()
    {
        // Dyadic fractions, for which double sums are exact.
        double[] x = [0, 0.125, 0.5, 0.75, 1];
        int[] dense = new RateEncoder().Encode(x, 64, 0).ToDense();
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(64 * x[i], Enumerable.Range(0, 64).Sum(t => dense[(t * x.Length) + i]));
    }

    [Theory]
    [InlineData("rate:reset=zero,compare=gt")]
    [InlineData("rate:gain=0.7")]
    public void Rate_equals_the_numpy_integrate_and_fire_loop(string text)
    {
        RateEncoder encoder = (RateEncoder)Encoder.Parse(text);
        string answer = Python.Run(
            """
            import sys, numpy as np
            gain, zero, strict = float(sys.argv[1]), sys.argv[2] == 'True', sys.argv[3] == 'True'
            x = np.arange(256, dtype=np.float64) / 255
            v = np.zeros(256)
            for t in range(40):
                v += gain * x
                s = v > 1 if strict else v >= 1
                v = np.where(s, 0, v) if zero else v - s
                print(' '.join(map(str, np.flatnonzero(s))))
            """,
            ["numpy"], encoder.Gain.ToString(CultureInfo.InvariantCulture), encoder.ResetToZero.ToString(),
            encoder.Strict.ToString());
        SpikeTrain train = encoder.Encode([.. Enumerable.Range(0, 256).Select(i => i / 255.0)], 40, 0);
        Assert.Equal(answer.TrimEnd('\n').Split('\n'),
            Enumerable.Range(0, 40).Select(t => string.Join(' ', train.IndicesAt(t).ToArray())));
    }

    [Fact]
    public void Poisson_is_the_documented_function_of_the_counter()
    {
        double[] x = [.. Enumerable.Range(0, 21).Select(i => i / 20.0)];
        PoissonEncoder encoder = new() { Rate = 0.8, Seed = 0x123456789 };
        foreach (int sample in new[] { 0, 5 })
        {
            int[] dense = encoder.Encode(x, 50, sample).ToDense();
            for (int e = 0; e < dense.Length; e++)
            {
                (int tick, int i) = (e / x.Length, e % x.Length);
                uint draw = Philox4x32.Block((uint)tick, PoissonEncoder.ObjectId, (uint)i, (uint)sample, encoder.Seed).X0 >> 8;
                Assert.True(
                    (draw < Math.Round(0.8 * x[i] * (1 << 24)) ? 1 : 0) == dense[e], $"sample {sample}, tick {tick}, neuron {i}");
            }
        }
    }

    [Fact]
    public void Poisson_meets_its_rate()
    {
        const int Neurons = 100, Ticks = 2000;
        double[] x = [.. Enumerable.Repeat(0.3, Neurons)];
        int count = new PoissonEncoder { Seed = 3 }.Encode(x, Ticks, 1).EventCount;
        // Six standard deviations of a binomial count.
        double sigma = Math.Sqrt(Neurons * Ticks * 0.3 * 0.7);
        Assert.InRange(count, (0.3 * Neurons * Ticks) - (6 * sigma), (0.3 * Neurons * Ticks) + (6 * sigma));
        Assert.Equal(Neurons * Ticks, new PoissonEncoder { Rate = 5 }.Encode(x, Ticks, 1).EventCount);
        Assert.Equal(0, new PoissonEncoder { Rate = -5 }.Encode(x, Ticks, 1).EventCount);
    }
}
