using System.Globalization;
using Neuro.Ir;

namespace Neuro.Targets.Risp;

/// <summary>A population as RISP's neurons.</summary>
/// <param name="Population">The population.</param>
/// <param name="Threshold">From which each spikes.</param>
/// <param name="Leaks">Whether each loses its potential with each tick.</param>
/// <param name="MinPotential">Below which none stays.</param>
/// <param name="Shift">Bits by which weights into it are shifted to the left.</param>
internal sealed record RispNeurons(Population Population, int[] Threshold, bool[] Leaks, int MinPotential, int Shift)
{
    private const string Unprompted = "has thresholds that it reaches without input, which RISP does not look at";

    /// <summary>The same neurons in a unit of 2^<paramref name="bits"/>, of which all that enters them is a multiple: v reaches a
    /// threshold where it reaches the next multiple.</summary>
    public RispNeurons InUnitsOf(int bits) => this with
    {
        Threshold = [.. Threshold.Select(t => (int)((t + (1L << bits) - 1) >> bits))],
        MinPotential = MinPotential >> bits,
        Shift = Shift - bits,
    };

    /// <summary>The neurons of <paramref name="population"/>, or why they are none.</summary>
    public static (RispNeurons? Neurons, string? Fault) Of(SpikeProgram program, Population population)
    {
        MicroProgram neuron = program.Neuron(population.Neuron!);
        int size = population.Size;
        int[] Values(string name) => program.Values(population.Parameters[name], size);
        if (population.Initial.Values.Any(v => program.Values(v, 1).Any(i => i != 0))) return (null, "begins with a potential");
        if (neuron.Kind == "risp")
        {
            int[] floors = Values("min_potential");
            if (neuron.Options["looks"] == "always" && Values("threshold").Any(t => t <= 0)) return (null, Unprompted);
            return floors.All(f => f == floors[0])
                ? (new(population, Values("threshold"), [.. Values("leak").Select(l => l != 0)], floors[0], 0), null)
                : (null, "has several smallest potentials");
        }
        if (neuron.Kind != "if") return (null, $"has neurons of kind '{neuron.Kind}', not risp or if");
        string Option(string name, string usual) => neuron.Options.GetValueOrDefault(name, usual);
        if (Option("reset", "zero") != "zero") return (null, "does not reset to zero");
        if (Option("decision", "after") != "after") return (null, "decides before its input");
        if (Option("bias", "no") != "no") return (null, "has a bias");
        if (Option("maximum_count", "1") != "1") return (null, "spikes several times a tick");
        int shift = int.Parse(Option("input_shift", "0"), CultureInfo.InvariantCulture);
        if (shift < 0) return (null, $"shifts its input right by {-shift} bits");
        int more = Option("comparator", "gt") == "gt" ? 1 : 0;
        int bits = int.Parse(Option("state_bits", "24"), CultureInfo.InvariantCulture);
        int[] thresholds = [.. Values("threshold").Select(t => t + more)];
        return thresholds.Any(t => t <= 0)
            ? (null, Unprompted)
            : (new(population, thresholds, new bool[size], -1 << (bits - 1), shift), null);
    }
}
