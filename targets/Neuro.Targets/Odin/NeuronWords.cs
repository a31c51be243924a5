using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Templates;
using Neuro.Targets.TinyOdin;

namespace Neuro.Targets.Odin;

/// <summary>Neurons' words as a population of their chip's template, and back.</summary>
internal static class NeuronWords
{
    // Above ODIN's 8-bit thresholds: the membrane does not come here.
    private const int NeverReached = 256;

    /// <summary>The micro-program of the neurons of <paramref name="image"/>.</summary>
    public static MicroProgram Template(CrossbarImage image) => NeuronTemplates.Find(image.Chip.NeuronKind).Expand(
        image.Chip.NeuronKind, image.Chip is OdinChip ? [("calcium", Calcium(image) ? "sdsp" : "none")] : []);

    /// <summary>All 256 neurons of <paramref name="image"/>, which run <paramref name="neuron"/>.</summary>
    public static Population Population(ProgramParts parts, CrossbarImage image, MicroProgram neuron)
    {
        Dictionary<string, int[]> values = image.Chip is OdinChip ? Odin(image) : Tiny(image);
        IrValue Value(string name) => parts.Value($"{ImageProgram.Neurons}.{name}", values[name]);
        return new()
        {
            Name = ImageProgram.Neurons,
            Shape = [CrossbarChip.Size],
            Neuron = neuron.Name,
            Phase = 1,
            Parameters = neuron.Parameters.ToImmutableSortedDictionary(p => p, Value),
            Initial = neuron.States.Where(s => values[s.Name].Any(v => v != 0))
                .ToImmutableSortedDictionary(s => s.Name, s => Value(s.Name)),
        };
    }

    /// <summary>tinyODIN's word of neuron <paramref name="i"/> of <paramref name="population"/>.</summary>
    public static TinyOdinWord TinyWord(SpikeProgram program, Population population, int i)
    {
        NeuronValues values = new(program, population, i);
        return new(values.State("v"), values.Parameter("threshold"), values.Parameter("leak"), values.Parameter("enabled") == 0);
    }

    /// <summary>ODIN's word of neuron <paramref name="i"/> of <paramref name="population"/>.</summary>
    public static OdinWord OdinWord(SpikeProgram program, Population population, int i)
    {
        NeuronValues values = new(program, population, i);
        int threshold = values.Parameter("threshold"), leak = values.Parameter("leak");
        return new()
        {
            IsLif = true,
            Leak = leak,
            Leaks = leak != 0,
            Threshold = Math.Min(threshold, NeverReached - 1),
            Calcium = values.Parameter("ca_enabled") != 0,
            ThetaMem = values.Parameter("theta_mem"),
            Theta1 = values.Parameter("theta1"),
            Theta2 = values.Parameter("theta2"),
            Theta3 = values.Parameter("theta3"),
            CalciumLeak = values.Parameter("ca_leak"),
            Membrane = values.State("v"),
            CalciumLevel = values.State("calcium"),
            CalciumCount = values.State("ca_count"),
            Disabled = values.Parameter("enabled") == 0 || threshold == NeverReached,
        };
    }

    private static bool Calcium(CrossbarImage image) => Enumerable.Range(0, CrossbarChip.Size).Any(image.Learns);

    private static Dictionary<string, int[]> Tiny(CrossbarImage image)
    {
        TinyOdinWord[] words = [.. image.Neurons.Select(TinyOdinWord.Of)];
        return new()
        {
            ["threshold"] = Array.ConvertAll(words, w => w.Threshold),
            ["leak"] = Array.ConvertAll(words, w => w.Leak),
            ["enabled"] = Array.ConvertAll(words, w => w.Disabled ? 0 : 1),
            ["v"] = Array.ConvertAll(words, w => w.Membrane),
        };
    }

    // A word of 0, as one that was never written, stands for a neuron that does nothing.
    private static Dictionary<string, int[]> Odin(CrossbarImage image)
    {
        OdinWord[] words = [.. image.Neurons.Select(Targets.Odin.OdinWord.Of)];
        int[] Of(Func<OdinWord, int> field) => [.. words.Select(w => w.IsLif ? field(w) : 0)];
        return new()
        {
            ["threshold"] = [.. words.Select(w => w.IsLif ? w.Threshold : NeverReached)],
            ["leak"] = Of(w => w.Leaks ? w.Leak : 0),
            ["enabled"] = Of(w => w.Disabled ? 0 : 1),
            ["ca_enabled"] = Of(w => w.Calcium ? 1 : 0),
            ["theta_mem"] = Of(w => w.ThetaMem),
            ["theta1"] = Of(w => w.Theta1),
            ["theta2"] = Of(w => w.Theta2),
            ["theta3"] = Of(w => w.Theta3),
            ["ca_leak"] = Of(w => w.CalciumLeak),
            ["v"] = Of(w => w.Membrane),
            ["calcium"] = Of(w => w.CalciumLevel),
            ["ca_count"] = Of(w => w.CalciumCount),
            ["up"] = [.. image.UpFlags.Select(f => f ? 1 : 0)],
            ["down"] = [.. image.DownFlags.Select(f => f ? 1 : 0)],
        };
    }
}
