using Neuro.Ir;
using Neuro.Ir.Templates;

namespace Neuro.Conformance.Tests;

/// <summary>
/// The linear neuron in fixed point beside the same update in doubles, of the same codes, for every combination of its options.
/// Each product and right shift may err by one unit; an error made in one tick fades with the decay, so the membrane stays within
/// the sum of a geometric series. Whatever spikes is imposed on the double run, so that errors do not compound through resets.
/// </summary>
public class FixedPointTemplateTests
{
    private const int DecayBits = 12;
    private const int Ticks = 100;
    private const int Threshold = 5_000;
    private const int ResetValue = -700;
    private static readonly double SynapseDecay = 3000 / 4096.0;
    private static readonly double MembraneDecay = 3900 / 4096.0;

    public static TheoryData<bool, bool, int, Rounding> Combinations()
    {
        TheoryData<bool, bool, int, Rounding> data = [];
        foreach (bool synapse in new[] { false, true })
            foreach (bool leaky in new[] { false, true })
                foreach (int shift in new[] { -3, 0, 4 })
                    foreach (Rounding rounding in Enum.GetValues<Rounding>())
                        data.Add(synapse, leaky, shift, rounding);
        return data;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Membranes_follow_the_double_update_within_the_rounding(bool synapse, bool leaky, int shift, Rounding rounding)
    {
        foreach (LinearSpike? spike in Spikes())
        {
            LinearNeuronTemplate template = new()
            {
                Kind = "LIF",
                StateBits = 24,
                DecayBits = DecayBits,
                Synapse = synapse,
                Leaky = leaky,
                InputShift = shift,
                CurrentShift = synapse ? -shift : 0,
                Bias = true,
                Leak = synapse,
                Rounding = rounding,
                Spike = spike,
            };
            int[] drive = Drive(shift);
            (int[] payloads, Dictionary<string, int[]> states) = FixedPointNeuron.Run(
                template.Expand("n"), Parameters(template), drive);
            Compare(template, drive, payloads, states["v"]);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(24)]
    [InlineData(28)]
    public void States_saturate_at_their_width_and_never_wrap(int bits)
    {
        LinearNeuronTemplate template = new() { Kind = "LI", StateBits = bits, InputShift = 5, Spike = null };
        int[] drive = [.. Enumerable.Repeat(int.MaxValue / 2, 4), .. Enumerable.Repeat(int.MinValue / 2, 8)];
        (_, Dictionary<string, int[]> states) = FixedPointNeuron.Run(template.Expand("n"), new Dictionary<string, int>(), drive);
        (int least, int most) = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1);
        Assert.Equal([.. Enumerable.Repeat(most, 4), .. Enumerable.Repeat(least, 8)], states["v"]);
    }

    [Fact]
    public void Relays_add_their_bias_shift_and_saturate()
    {
        RelayTemplate template = new() { Bias = true, OutputShift = 2, PayloadBits = 8 };
        (int[] payloads, _) = FixedPointNeuron.Run(
            template.Expand("n"), new Dictionary<string, int> { ["bias"] = 2 }, [1, 8, 4000, -4000, -2]);
        Assert.Equal([1, 3, 127, -128, 0], payloads);
    }

    [Theory]
    [InlineData(false, new[] { 0, 0, 1 })]
    [InlineData(true, new[] { 0, 1, 1 })]
    public void Thresholds_compare_as_they_say(bool inclusive, int[] expected)
    {
        ThresholdTemplate template = new() { Inclusive = inclusive };
        (int[] payloads, _) = FixedPointNeuron.Run(
            template.Expand("n"), new Dictionary<string, int> { ["threshold"] = 5 }, [4, 5, 6]);
        Assert.Equal(expected, payloads);
    }

    [Fact]
    public void Gains_scale_the_input_of_each_neuron()
    {
        LinearNeuronTemplate template = new() { Kind = "LI", GainShift = 15, Spike = null };
        (int[] payloads, _) = FixedPointNeuron.Run(
            template.Expand("n"), new Dictionary<string, int> { ["gain"] = -(1 << 14) }, [100, 0, -300]);
        Assert.Equal([-50, -50, 100], payloads);
    }

    private static IEnumerable<LinearSpike?> Spikes()
    {
        yield return null;
        foreach (LinearReset reset in Enum.GetValues<LinearReset>())
            foreach (bool inclusive in new[] { false, true })
                foreach (bool before in new[] { false, true })
                    foreach (int count in new[] { 1, 3, int.MaxValue })
                        yield return new LinearSpike(reset, inclusive, before, count);
    }

    private static int[] Drive(int shift)
    {
        Random random = new(11);
        int scale = shift < 0 ? 2000 << -shift : 2000 >> shift;
        return [.. Enumerable.Range(0, Ticks).Select(t => t % 3 == 0 ? random.Next(-scale, 2 * scale) : 0)];
    }

    private static Dictionary<string, int> Parameters(LinearNeuronTemplate template)
    {
        Dictionary<string, int> parameters = new() { ["bias"] = 3 };
        if (template.Synapse) (parameters["i_decay"], parameters["leak"]) = (3000, -5);
        if (template.Leaky) parameters["v_decay"] = 3900;
        if (template.Spike is not null) parameters["threshold"] = Threshold;
        if (template.Spike?.Reset == LinearReset.ToValue) parameters["v_reset"] = ResetValue;
        return parameters;
    }

    private static void Compare(LinearNeuronTemplate template, int[] drive, int[] payloads, int[] membranes)
    {
        double keep = template.Leaky ? MembraneDecay : 1;
        double currentScale = Math.ScaleB(1, template.CurrentShift);
        (double i, double v, double iError, double vError) = (0, 0, 0, 0);
        for (int t = 0; t < drive.Length; t++)
        {
            double x = Math.ScaleB(drive[t], template.InputShift) + 3;
            double dx = template.InputShift < 0 ? 1 : 0;
            double before = v;
            if (template.Synapse)
            {
                (i, iError) = (i * SynapseDecay + x, iError * SynapseDecay + 1 + dx);
                (v, vError) = (v * keep + i * currentScale - 5, vError * keep + 1 + iError * currentScale + 1);
            }
            else
            {
                (v, vError) = (v * keep + x, vError * keep + 1 + dx);
            }
            CheckDecision(template, t, template.Spike?.BeforeUpdate == true ? before : v, vError, payloads[t]);
            if (template.Spike is { } spike && payloads[t] > 0)
            {
                v = spike.Reset switch
                {
                    LinearReset.Zero => 0,
                    LinearReset.Subtract => v - (payloads[t] * (double)Threshold),
                    _ => ResetValue,
                };
                if (spike.Reset != LinearReset.Subtract) vError = 0;
            }
            Assert.True(
                Math.Abs(membranes[t] - v) <= vError, $"{template} tick {t}: v is {membranes[t]}, in doubles {v} ± {vError}");
        }
    }

    /// <summary>The spikes are those that the double membrane calls for, unless it is
    /// within its error of the threshold.</summary>
    private static void CheckDecision(LinearNeuronTemplate template, int tick, double decisive, double error, int payload)
    {
        if (template.Spike is not { } spike)
        {
            Assert.True(Math.Abs(payload - decisive) <= error,
                $"{template} tick {tick}: emits {payload}, in doubles {decisive} ± {error}");
            return;
        }
        int Count(double v) => spike.MaximumCount == 1
            ? v > Threshold ? 1 : 0
            : (int)Math.Clamp(Math.Floor(v / Threshold), 0, spike.MaximumCount);
        (int least, int most) = (Count(decisive - error - 1), Count(decisive + error + 1));
        Assert.True(payload >= least && payload <= most,
            $"{template} tick {tick}: {payload} spikes, in doubles v = {decisive} ± {error}");
    }
}
