using Neuro.Compiler.Chips;
using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Passes;

/// <summary>A population of neurons in a chip's units: each neuron has a scale of its own.</summary>
internal sealed class OdinLayer
{
    // Weights that lie this close to a grid are on it.
    private const double Exact = 1e-6;

    private OdinLayer(DiscretePopulation population, double[] factors, int[] thresholds)
    {
        (Population, Factors, Thresholds) = (population, factors, thresholds);
        (Leaks, Biases, Initial) = (new int[population.Size], new int[population.Size], new int[population.Size]);
    }

    /// <summary>The population.</summary>
    public DiscretePopulation Population { get; }

    /// <summary>Weight units that a weight of 1 into each neuron is worth.</summary>
    public double[] Factors { get; }

    /// <summary>Thresholds, in weight units.</summary>
    public int[] Thresholds { get; }

    /// <summary>What a tick takes from the membrane, in weight units.</summary>
    public int[] Leaks { get; }

    /// <summary>What a tick adds to the membrane, in weight units.</summary>
    public int[] Biases { get; }

    /// <summary>Membranes at first, in weight units.</summary>
    public int[] Initial { get; }

    /// <summary>The model's value of one unit of each membrane.</summary>
    public required double[] Units { get; init; }

    /// <summary>Largest share of the membrane that a tick takes in the model.</summary>
    public double Decay { get; private set; }

    /// <summary>
    /// The layer of <paramref name="population"/>, where largest[j] and smallest[j] are the magnitudes of the weights into neuron
    /// j, and exact tells whether all of them are multiples of the smallest.
    /// </summary>
    public static OdinLayer Of(DiscretePopulation population, double[] largest, double[] smallest, bool[] exact, OdinCore core)
    {
        Compartment compartment = Compartment.Of(population.Model);
        int size = population.Size;
        (double[] factors, int[] thresholds, double[] units) = (new double[size], new int[size], new double[size]);
        for (int j = 0; j < size; j++)
        {
            // What the threshold is, in the model's weights.
            double bar = Compartment.At(compartment.Threshold!, j) / Compartment.At(compartment.Gain, j);
            (factors[j], thresholds[j]) = Scale(bar, largest[j], smallest[j], exact[j], compartment.Inclusive, core);
            units[j] = Compartment.At(compartment.Gain, j) / factors[j];
        }
        OdinLayer layer = new(population, factors, thresholds) { Units = units };
        layer.Fill(compartment, core);
        return layer;
    }

    /// <summary>
    /// The scale of a neuron. Weights on a grid that the chip has are kept as they are; otherwise the largest takes all of the
    /// chip's bits, and the scale is lowered until the threshold is a whole number.
    /// </summary>
    private static (double Factor, int Threshold) Scale(
        double bar, double largest, double smallest, bool exact, bool inclusive, OdinCore core)
    {
        if (largest == 0) return (1, core.LargestThreshold);
        if (exact && largest / smallest <= core.LargestWeight + Exact)
        {
            // v ≥ t: a sum of whole numbers above the bar is at least the next one.
            double units = bar / smallest, reached = Math.Abs(units - Math.Round(units)) < Exact ? Math.Round(units) : units;
            double threshold = inclusive ? Math.Ceiling(reached) : Math.Floor(reached) + 1;
            if (threshold <= core.LargestThreshold) return (1 / smallest, (int)Math.Max(threshold, 1));
        }
        double most = core.LargestWeight / largest;
        double whole = Math.Clamp(Math.Floor(bar * most), 1, core.LargestThreshold);
        return (whole / bar, (int)whole);
    }

    private void Fill(Compartment compartment, OdinCore core)
    {
        // A neuron that decays by d a tick is at half its threshold in the mean.
        const double MeanMembrane = 0.5;
        // Far more than a chip has rows for.
        const double MostBias = 1 << 20;
        for (int j = 0; j < Population.Size; j++)
        {
            double decay = 1 - Compartment.At(compartment.Membrane, j);
            Decay = Math.Max(Decay, decay);
            Leaks[j] = (int)Math.Min(Math.Round(decay * MeanMembrane * Thresholds[j]), OdinCore.LargestLeak);
            Biases[j] = (int)Math.Clamp(Math.Round(Compartment.At(compartment.Drift, j) / Units[j]), -MostBias, MostBias);
            int least = core.RowsHaveSigns ? 0 : -core.LargestThreshold - 1;
            Initial[j] = (int)Math.Clamp(
                Math.Round(Compartment.At(compartment.Initial, j) / Units[j]), least, Thresholds[j] - 1);
        }
    }
}
