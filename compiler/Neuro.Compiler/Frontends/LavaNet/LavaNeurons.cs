using Neuro.Compiler.Discrete;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Frontends.LavaNet;

/// <summary>
/// What the neurons of a layer become: a template of the IR with its options and parameters, as
/// lava.lib.dl.netx.hdf5.Network.get_neuron_params chooses Lava's processes. ALIF, which netx does not read, follows SLAYER.
/// </summary>
internal sealed class LavaNeurons(LavaNetOptions options, List<Diagnostic> findings)
{
    /// <summary>Types of neurons that are read.</summary>
    public static readonly string[] Types = ["CUBA", "LOIHI", "TLIF", "SDNN", "ALIF"];

    // netx's own for a layer without neurons: an integrator that does not leak and does not fire.
    private static readonly LavaNeuron Integrator = new(
        "CUBA", System.Collections.Immutable.ImmutableSortedDictionary<string, int[]>.Empty
            .Add("iDecay", [0]).Add("vDecay", [4096]).Add("vThMant", [1 << 17]),
        System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty);

    private const int Unity = 4096;

    /// <summary>The template's name, options and parameters, one value or one per neuron; null where it cannot be.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="clock">The tick of its first clearing.</param>
    /// <param name="graded">Whether what arrives is more than spikes.</param>
    public LavaPopulation? Plan(LavaLayer layer, int clock, bool graded)
    {
        LavaNeuron neuron = layer.Neuron ?? Integrator;
        LavaPopulation plan = new() { AccumulatorBits = graded ? 64 : 32 };
        bool known = neuron.Type switch
        {
            "CUBA" or "LOIHI" or "TLIF" => Cuba(plan, layer, neuron, clock),
            "ALIF" => Adaptive(plan, layer, neuron),
            "SDNN" => SigmaDelta(plan, layer, neuron),
            _ => false,
        };
        if (known) return plan.Options.Count > 0 ? plan : null;
        findings.Add(DiagnosticCatalog.LavaNeuronUnknown.At(
            layer.Origin, layer.Index, neuron.Type, string.Join(", ", Types)));
        return null;
    }

    private bool Cuba(LavaPopulation plan, LavaLayer layer, LavaNeuron neuron, int clock)
    {
        Warn(layer, neuron, "wgtExp", 0);
        Warn(layer, neuron, "refDelay", 1);
        Warn(layer, neuron, "gradedSpike", 0);
        bool membrane = neuron.Words.GetValueOrDefault("output") == "membrane", ternary = neuron.Type == "TLIF";
        Decay(plan, layer, neuron, "u_decay", "iDecay");
        Decay(plan, layer, neuron, "v_decay", "vDecay");
        if (!membrane) Put(plan, layer, neuron, "threshold", "vThMant", 0, 1 << 18);
        if (ternary) Put(plan, layer, neuron, "threshold_low", "vThLoMant", -(1 << 18), 1 << 18);
        int exponent = Single(neuron, "biasExp", 6);
        if (exponent is < -7 or > 7) Bad(layer, "biasExp", $"is {exponent}, not -7 to 7");
        string bias = layer.Type == "input" ? "port" : Bias(plan, layer) ? "parameter" : "none";
        int interval = Single(neuron, "resetInterval", options.ResetInterval ?? 0);
        if (interval is < 0 or > 1 << 16) Bad(layer, "resetInterval", $"is {interval}, not 0 to {1 << 16}");
        if (interval > 0)
        {
            plan.Parameters["interval"] = [interval];
            // A first clearing before tick 0 is as good as none; the next one is what counts.
            plan.Initial["clock"] = [(Single(neuron, "resetOffset", clock) % interval + interval) % interval];
        }
        plan.Template = "loihi";
        plan.Options.AddRange(
        [
            ("comparator", Comparator(neuron, Discrete.Comparator.GreaterThan)),
            ("polarity", ternary ? "ternary" : "positive"),
            ("output", membrane ? "membrane" : "spike"),
            ("clear", interval > 0 ? "periodic" : "never"),
            ("bias", bias),
            ("bias_exponent", $"{Math.Clamp(bias == "none" ? 6 : exponent, -7, 7)}"),
            ("accumulator_bits", $"{plan.AccumulatorBits}"),
        ]);
        return true;
    }

    private bool Adaptive(LavaPopulation plan, LavaLayer layer, LavaNeuron neuron)
    {
        Warn(layer, neuron, "refDelay", 1);
        Warn(layer, neuron, "gradedSpike", 0);
        Decay(plan, layer, neuron, "u_decay", "iDecay");
        Decay(plan, layer, neuron, "v_decay", "vDecay");
        Decay(plan, layer, neuron, "threshold_decay", "thDecay");
        Decay(plan, layer, neuron, "refractory_decay", "refDecay");
        Put(plan, layer, neuron, "threshold", "vThMant", 0, 1 << 18);
        Put(plan, layer, neuron, "threshold_step", "vThStep", 0, 1 << 18);
        plan.Template = "loihi_alif";
        plan.Options.AddRange(
        [
            ("comparator", Comparator(neuron, Discrete.Comparator.GreaterOrEqual)),
            ("bias", Bias(plan, layer) ? "parameter" : "none"),
            ("accumulator_bits", $"{plan.AccumulatorBits}"),
        ]);
        return true;
    }

    private bool SigmaDelta(LavaPopulation plan, LavaLayer layer, LavaNeuron neuron)
    {
        int exponent = Single(neuron, "spikeExp", options.SpikeExponent);
        if (exponent is < 0 or > 7) Bad(layer, "spikeExp", $"is {exponent}, not 0 to 7");
        exponent = Math.Clamp(exponent, 0, 7);
        string mode = layer.Type == "input" ? "delta" : neuron.Values.ContainsKey("sigma_output") ? "sigma" : "sigma_delta";
        if (mode != "sigma") Put(plan, layer, neuron, "threshold", "vThMant", 0, 1 << (23 - exponent));
        plan.Template = "loihi_sigma_delta";
        // The input encoder has no bias: an input layer's weight and bias belong to what is put before it.
        plan.Options.AddRange(
        [
            ("mode", mode),
            ("activation", neuron.Words.GetValueOrDefault("activation") == "unit" ? "unit" : "relu"),
            ("error", Single(neuron, "cumError", 0) != 0 ? "cumulative" : "last"),
            ("bias", mode == "sigma_delta" && Bias(plan, layer) ? "parameter" : "none"),
            ("spike_exponent", $"{exponent}"),
            ("accumulator_bits", $"{plan.AccumulatorBits}"),
        ]);
        plan.Graded = true;
        return true;
    }

    private string Comparator(LavaNeuron neuron, Comparator usual)
    {
        Comparator chosen = neuron.Words.GetValueOrDefault("comparator") switch
        {
            "ge" => Discrete.Comparator.GreaterOrEqual,
            "gt" => Discrete.Comparator.GreaterThan,
            _ => options.Comparator ?? usual,
        };
        return chosen == Discrete.Comparator.GreaterOrEqual ? "ge" : "gt";
    }

    /// <summary>Whether the layer has a bias, which is then a parameter.</summary>
    private bool Bias(LavaPopulation plan, LavaLayer layer)
    {
        if (layer.Bias is null || layer.Bias.All(b => b == 0)) return false;
        const int Least = -4096, Most = 4095;
        int outside = layer.Bias.Count(b => b is < Least or > Most);
        if (outside > 0) Bad(layer, "bias", $"has {outside} elements outside {Least} to {Most}, the mantissas of 13 bits");
        plan.Parameters["bias"] = Spread(layer, "bias", layer.Bias);
        return true;
    }

    private void Decay(LavaPopulation plan, LavaLayer layer, LavaNeuron neuron, string parameter, string field)
    {
        Put(plan, layer, neuron, parameter, field, 0, Unity);
        plan.Parameters[parameter] = Array.ConvertAll(plan.Parameters[parameter], d => Math.Clamp(Unity - d, 0, Unity));
    }

    private void Put(
        LavaPopulation plan, LavaLayer layer, LavaNeuron neuron, string parameter, string field, int least, int most)
    {
        if (!neuron.Values.TryGetValue(field, out int[]? values) || values.Length == 0)
        {
            findings.Add(DiagnosticCatalog.LavaValueMissing.At(layer.Origin, layer.Index, layer.Type, $"neuron/{field}"));
            values = [least];
        }
        int wrong = Array.FindIndex(values, v => v < least || v > most);
        if (wrong >= 0) Bad(layer, $"neuron/{field}", $"is {values[wrong]} at element {wrong}, not {least} to {most}");
        plan.Parameters[parameter] = Spread(layer, field, values);
    }

    /// <summary>One value, or one per neuron, from one per channel.</summary>
    private int[] Spread(LavaLayer layer, string field, int[] values)
    {
        if (values.Length == 1 || values.Length == layer.Size || layer.Shape.IsEmpty) return values;
        int channels = layer.Shape[0], each = layer.Size / channels;
        if (values.Length == channels) return [.. Enumerable.Range(0, layer.Size).Select(i => values[i / each])];
        Bad(layer, field, $"has {values.Length} elements; the layer has {channels} channels and {layer.Size} neurons");
        return values[..Math.Min(values.Length, 1)];
    }

    private void Warn(LavaLayer layer, LavaNeuron neuron, string field, int usual)
    {
        int value = Single(neuron, field, usual);
        if (value != usual)
            findings.Add(DiagnosticCatalog.LavaValueIgnored.At(layer.Origin, layer.Index, $"neuron/{field}", value));
    }

    private static int Single(LavaNeuron neuron, string field, int otherwise) =>
        neuron.Values.GetValueOrDefault(field) is [var value, ..] ? value : otherwise;

    private void Bad(LavaLayer layer, string field, string what) =>
        findings.Add(DiagnosticCatalog.LavaValueBad.At(layer.Origin, layer.Index, field, what));
}
