using System.Globalization;
using Neuro.Hdf5;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Loihi;

/// <summary>Writes the group "neuron" of a layer: lava-dl's device_params, and what of Neuro's options they lack.</summary>
internal sealed class LavaNeuronWriter(SpikeProgram program, LavaLink link, List<Diagnostic> warnings)
{
    private const int Unity = 4096;

    /// <summary>Writes into <paramref name="group"/>.</summary>
    public void Write(Hdf5GroupBuilder group)
    {
        switch (link.Neuron.Kind)
        {
            case "loihi": Cuba(group); break;
            case "loihi_alif": Adaptive(group); break;
            default: SigmaDelta(group); break;
        }
    }

    /// <summary>Values of neurons as one per channel where that says the same.</summary>
    public static int[] PerChannel(LavaLink link, int[] values)
    {
        int channels = link.Population.Shape[0];
        if (values.Length != link.Population.Size || link.Population.Shape.Length < 2) return values;
        int each = values.Length / channels;
        bool same = Enumerable.Range(0, values.Length).All(i => values[i] == values[i / each * each]);
        return same ? [.. Enumerable.Range(0, channels).Select(c => values[c * each])] : values;
    }

    private void Cuba(Hdf5GroupBuilder group)
    {
        bool ternary = Option("polarity") == "ternary", membrane = Option("output") == "membrane";
        group.AddDataset("type", Hdf5Data.String(ternary ? "TLIF" : "CUBA"));
        Put(group, "iDecay", "u_decay", d => Unity - d);
        Put(group, "vDecay", "v_decay", d => Unity - d);
        // lava-dl gives a layer that only integrates the largest threshold.
        if (membrane) group.AddDataset("vThMant", Hdf5Data.Scalar((1L << 18) - 1));
        else Put(group, "vThMant", "threshold", t => t);
        if (ternary) Put(group, "vThLoMant", "threshold_low", t => t);
        group.AddDataset("refDelay", Hdf5Data.Scalar(1L));
        group.AddDataset("gradedSpike", Hdf5Data.Scalar(false));
        group.AddDataset("comparator", Hdf5Data.String(Option("comparator")));
        if (membrane) group.AddDataset("output", Hdf5Data.String("membrane"));
        int exponent = int.Parse(Option("bias_exponent"), CultureInfo.InvariantCulture);
        group.AddDataset("biasExp", Hdf5Data.Scalar((long)exponent));
        bool periodic = Option("clear") == "periodic";
        Put(group, "resetInterval", periodic ? program.Values(link.Population.Parameters["interval"], 1)[0] : 0);
        if (periodic)
            Put(group, "resetOffset", program.Values(link.Population.Initial.GetValueOrDefault("clock", 0), 1)[0]);
        if (ternary) Warn("it has no ternary neurons");
        if (Option("comparator") == "ge") Warn("v > threshold, not v ≥ threshold");
        if (membrane) Warn("a read-out gives no events");
        if (Option("bias") == "parameter" && exponent != 6) Warn($"biases are times 2^6, not 2^{exponent}");
        if (periodic) Warn("the interval of clearing is an option of its reader (reset_interval)");
    }

    private void Adaptive(Hdf5GroupBuilder group)
    {
        group.AddDataset("type", Hdf5Data.String("ALIF"));
        Put(group, "iDecay", "u_decay", d => Unity - d);
        Put(group, "vDecay", "v_decay", d => Unity - d);
        Put(group, "thDecay", "threshold_decay", d => Unity - d);
        Put(group, "refDecay", "refractory_decay", d => Unity - d);
        Put(group, "vThMant", "threshold", t => t);
        Put(group, "vThStep", "threshold_step", t => t);
        group.AddDataset("refDelay", Hdf5Data.Scalar(1L));
        group.AddDataset("gradedSpike", Hdf5Data.Scalar(false));
        group.AddDataset("comparator", Hdf5Data.String(Option("comparator")));
    }

    private void SigmaDelta(Hdf5GroupBuilder group)
    {
        group.AddDataset("type", Hdf5Data.String("SDNN"));
        group.AddDataset("activation", Hdf5Data.String(Option("activation")));
        if (Option("mode") == "sigma") Put(group, "sigma_output", 1);
        else Put(group, "vThMant", "threshold", t => t);
        Put(group, "spikeExp", int.Parse(Option("spike_exponent"), CultureInfo.InvariantCulture));
        Put(group, "cumError", Option("error") == "cumulative" ? 1 : 0);
    }

    private void Put(Hdf5GroupBuilder group, string field, string parameter, Converter<int, int> convert)
    {
        int[] values = Array.ConvertAll(
            PerChannel(link, program.Values(link.Population.Parameters[parameter], link.Population.Size)), convert);
        group.AddDataset(field, values.All(v => v == values[0])
            ? Hdf5Data.Scalar((long)values[0])
            : Hdf5Data.Array(Array.ConvertAll(values, v => (long)v)));
    }

    private static void Put(Hdf5GroupBuilder group, string field, int value) =>
        group.AddDataset(field, Hdf5Data.Scalar((long)value));

    private string Option(string name) => link.Neuron.Options[name];

    private void Warn(string what) =>
        warnings.Add(DiagnosticCatalog.LavaReadsOtherwise.At(link.Population.Origin, link.Population.Name, what));
}
