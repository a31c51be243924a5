using Neuro.Compiler.Chips;
using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Passes;

/// <summary>The scale of one population: how many weight units the model's 1 is worth.</summary>
/// <param name="Factor">k of <see cref="LowerLoihi"/>.</param>
/// <param name="BiasExponent">Power of two of the bias' mantissas.</param>
internal sealed record LoihiScale(double Factor, int BiasExponent)
{
    /// <summary>Largest mantissa of a threshold, of 17 bits.</summary>
    public const int LargestThreshold = (1 << 17) - 1;

    private const double HalfRange = 1 << 23;
    private const int LargestBias = 4095;
    private const int WidestExponent = 7;

    // lava-dl writes biases in units of weights, 2^6; below so many steps of it a finer unit is taken.
    private const int UsualExponent = 6;
    private const int FewestSteps = 16;

    // With calibration, room for what the data did not show.
    private const double Headroom = 2;

    public static LoihiScale For(
        DiscretePopulation population, Compartment compartment, DiscreteProjection[] incoming, DiscreteNetwork network,
        FixedPointFormat format, IReadOnlyDictionary<string, PopulationActivity> activity)
    {
        // The largest weight takes all 8 bits (and a step of 2, where signs mix).
        double factor = incoming.Select(p => Largest(p.Map)).DefaultIfEmpty(0).Max() is > 0 and double weight
            ? LoihiSynapses.LargestWeight(format.WeightBits) / weight
            : double.PositiveInfinity;
        for (int i = 0; i < population.Size; i++)
        {
            double gain = Compartment.At(compartment.Gain, i);
            if (compartment.Threshold is { } thresholds && Compartment.At(thresholds, i) is > 0 and double threshold)
                factor = Math.Min(factor, LargestThreshold / (threshold / gain));
            double drift = Math.Abs(Compartment.At(compartment.Drift, i)) / gain;
            if (drift > 0) factor = Math.Min(factor, LargestBias * Math.ScaleB(1, WidestExponent) / (64 * drift));
        }
        factor = Math.Min(factor, CurrentBound(population, compartment, incoming, network, format, activity));
        if (double.IsInfinity(factor)) factor = 1;
        double bias = Enumerable.Range(0, population.Size).Max(
            i => 64 * factor * Math.Abs(Compartment.At(compartment.Drift, i)) / Compartment.At(compartment.Gain, i));
        return new(factor, Exponent(bias));
    }

    /// <summary>The model's value of one unit of v: g / (64 k); one element for all, or one per neuron.</summary>
    public double[] Units(Compartment compartment) => [.. compartment.Gain.Select(g => g / (64 * Factor))];

    /// <summary>The k at which |u| and, with calibration, |v| stay within 24 bits.</summary>
    private static double CurrentBound(
        DiscretePopulation population, Compartment compartment, DiscreteProjection[] incoming, DiscreteNetwork network,
        FixedPointFormat format, IReadOnlyDictionary<string, PopulationActivity> activity)
    {
        double gain = compartment.Gain.Min();
        if (activity.TryGetValue(population.Name, out PopulationActivity? seen) && population.Model is LinearNeuronModel linear)
        {
            // u is the current times the membrane's gain; v is shifted by the reset value.
            double current = seen.Current * linear.MembraneGain.Max();
            double v = seen.Membrane + compartment.Initial.Max(Math.Abs);
            double most = Headroom * Math.Max(current, v);
            return most > 0 ? HalfRange / 64 * gain / most : double.PositiveInfinity;
        }
        // The strongest input in every tick: Σ |w| · payload / (1 − decay).
        double[] up = new double[population.Size], down = new double[population.Size];
        foreach (DiscreteProjection projection in incoming)
        {
            (int least, int most) = network.Population(projection.Source).Model is InputModel
                ? (format.InputMinimum, format.InputMaximum)
                : (0, 1);
            LoihiSynapses.AddSums(projection.Map, Math.Max(most, -least), up, down);
        }
        double worst = 0;
        for (int i = 0; i < up.Length; i++)
        {
            double decay = Math.Min(Compartment.At(compartment.Synapse, i), 4095.0 / 4096);
            worst = Math.Max(worst, Math.Max(up[i], down[i]) / (1 - decay));
        }
        return worst > 0 ? HalfRange / 64 / worst : double.PositiveInfinity;
    }

    private static int Exponent(double largest)
    {
        if (largest == 0 || largest / 64 is >= FewestSteps and <= LargestBias) return UsualExponent;
        int exponent = 0;
        while (exponent < WidestExponent && largest / Math.ScaleB(1, exponent) > LargestBias) exponent++;
        return exponent;
    }

    private static double Largest(LinearMap map) => LoihiSynapses.Weights(map).Select(Math.Abs).DefaultIfEmpty(0).Max();
}
