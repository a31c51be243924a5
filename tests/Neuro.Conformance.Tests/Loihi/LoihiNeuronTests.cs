using Neuro.Ir;
using Neuro.Ir.Templates;

namespace Neuro.Conformance.Tests.Loihi;

/// <summary>The templates of Loihi's neurons against Lava's and SLAYER's equations, written down once more in 64 bits.</summary>
public sealed class LoihiNeuronTests
{
    private const int Ticks = 400;
    private const long HalfRange = 1 << 23;

    [Theory]
    [InlineData("gt", "positive", "never", "none", 6)]
    [InlineData("ge", "positive", "never", "parameter", 6)]
    [InlineData("gt", "ternary", "never", "parameter", 3)]
    [InlineData("gt", "positive", "periodic", "parameter", -2)]
    [InlineData("ge", "ternary", "periodic", "none", 6)]
    public void A_compartment_follows_Lavas_process_models(
        string comparator, string polarity, string clear, string bias, int exponent)
    {
        MicroProgram neuron = NeuronTemplates.Find("loihi").Expand("n",
            ("comparator", comparator), ("polarity", polarity), ("clear", clear), ("bias", bias),
            ("bias_exponent", $"{exponent}"));
        Dictionary<string, int> parameters = new()
        {
            ["u_decay"] = 3686,
            ["v_decay"] = 3900,
            ["threshold"] = 900,
            ["threshold_low"] = -700,
            ["bias"] = -37,
            ["interval"] = 23,
        };
        // Now and then more than 24 bits hold, so that currents wrap.
        int[] drive = Drive(seed: 1, 100, 250_000, rare: 40);
        (int[] payloads, Dictionary<string, int[]> states) = Run(neuron, parameters, drive);
        long u = 0, v = 0, added = bias == "none" ? 0 : exponent >= 0 ? -37L << exponent : -37L >> -exponent;
        int spikes = 0, wraps = 0;
        for (int t = 0; t < Ticks; t++)
        {
            if (clear == "periodic" && t % 23 == 0) (u, v) = (0, 0);
            u = T(u, 3686) + ((long)drive[t] << 6);
            if (u > HalfRange || u <= -HalfRange) wraps++;
            u = u > HalfRange ? u - 2 * HalfRange : u <= -HalfRange ? u + 2 * HalfRange : u;
            v = Math.Clamp(T(v, 3900) + u + added, 1 - HalfRange, HalfRange - 1);
            int s = (comparator == "gt" ? v > 900 << 6 : v >= 900 << 6) ? 1 : 0;
            if (polarity == "ternary" && v < -700 << 6) s = -1;
            if (s != 0) v = 0;
            Assert.True(s == payloads[t] && u == states["u"][t] && v == states["v"][t],
                $"tick {t}: spike {payloads[t]}, u {states["u"][t]}, v {states["v"][t]}; equations {s}, {u}, {v}");
            spikes += Math.Abs(s);
        }
        Assert.InRange(spikes, 20, Ticks - 20);
        Assert.InRange(wraps, 1, Ticks);
    }

    [Theory]
    [InlineData("ge")]
    [InlineData("gt")]
    public void An_adaptive_neuron_follows_SLAYERs_dynamics(string comparator)
    {
        MicroProgram neuron = NeuronTemplates.Find("loihi_alif").Expand("n", ("comparator", comparator), ("bias", "parameter"));
        Dictionary<string, int> parameters = new()
        {
            ["u_decay"] = 2000,
            ["v_decay"] = 3500,
            ["threshold_decay"] = 4000,
            ["refractory_decay"] = 3000,
            ["threshold"] = 200,
            ["threshold_step"] = 90,
            ["bias"] = 5,
        };
        int[] drive = Drive(seed: 2, 120, 400);
        (int[] payloads, Dictionary<string, int[]> states) = Run(neuron, parameters, drive);
        long u = 0, v = 0, threshold = 200 << 6, refractory = 0;
        int spikes = 0;
        for (int t = 0; t < Ticks; t++)
        {
            u = T(u, 2000) + ((drive[t] + 5L) << 6);
            v = T(v, 3500) + u;
            refractory = T(refractory, 3000);
            threshold = T(threshold - (200 << 6), 4000) + (200 << 6);
            int s = (comparator == "ge" ? v >= threshold + refractory : v > threshold + refractory) ? 1 : 0;
            refractory += 2 * threshold * s;
            threshold += (90 << 6) * s;
            Assert.True(
                s == payloads[t] && v == states["v"][t] && refractory == states["r"][t]
                    && threshold == states["h"][t] + (200 << 6),
                $"tick {t}: spike {payloads[t]}, v {states["v"][t]}, r {states["r"][t]}; equations {s}, {v}, {refractory}");
            spikes += s;
        }
        Assert.InRange(spikes, 10, Ticks - 10);
    }

    [Theory]
    [InlineData("sigma_delta", "last", "relu")]
    [InlineData("sigma_delta", "cumulative", "unit")]
    [InlineData("delta", "last", "relu")]
    [InlineData("delta", "cumulative", "relu")]
    public void A_sigma_delta_neuron_follows_Lavas_process_models(string mode, string error, string activation)
    {
        MicroProgram neuron = NeuronTemplates.Find("loihi_sigma_delta").Expand("n",
            ("mode", mode), ("error", error), ("activation", activation), ("bias", mode == "delta" ? "none" : "parameter"),
            ("spike_exponent", "5"));
        Dictionary<string, int> parameters = new() { ["threshold"] = 3, ["bias"] = -2 };
        int[] drive = mode == "delta" ? Drive(seed: 3, 4, 8) : Drive(seed: 4, 3_000, 9_000);
        (int[] payloads, _) = Run(neuron, parameters, drive);
        const int Exponent = 11;
        long sigma = 0, act = 0, residue = 0, sum = 0;
        int sent = 0;
        for (int t = 0; t < Ticks; t++)
        {
            sigma += drive[t];
            long y = mode == "delta" ? (long)drive[t] << Exponent : sigma + (-2L << Exponent);
            if (mode != "delta" && activation == "relu") y = Math.Max(y, 0);
            long delta = y - act + residue, s;
            if (error == "cumulative")
            {
                sum += delta;
                s = Math.Abs(sum) >= 3 << Exponent ? delta : 0;
                if (s != 0) sum = 0;
            }
            else
            {
                s = Math.Abs(delta) >= 3 << Exponent ? delta : 0;
            }
            (residue, act) = (delta - s, y);
            Assert.True(s >> 6 == payloads[t], $"tick {t}: payload {payloads[t]}, equations {s >> 6}");
            if (s != 0) sent++;
        }
        Assert.InRange(sent, 20, Ticks - 20);
    }

    private static (int[] Payloads, Dictionary<string, int[]> States) Run(
        MicroProgram neuron, Dictionary<string, int> parameters, int[] drive) => FixedPointNeuron.Run(
            neuron, parameters.Where(p => neuron.Parameters.Contains(p.Key)).ToDictionary(p => p.Key, p => p.Value), drive);

    /// <summary>T(x, k) = sign(x) · ((|x| · k) >> 12).</summary>
    private static long T(long x, long k) => Math.Sign(x) * ((Math.Abs(x) * k) >> 12);

    private static int[] Drive(int seed, int usual, int most, int rare = 4)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, Ticks).Select(_ => random.Next(rare) == 0
            ? random.Next(-most, most + 1)
            : random.Next(-usual / 2, usual + 1))];
    }
}
