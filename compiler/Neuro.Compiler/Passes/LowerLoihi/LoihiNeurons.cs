using System.Globalization;
using Neuro.Compiler.Chips;
using Neuro.Compiler.Discrete;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>Puts populations into a program of Loihi's neurons.</summary>
internal static class LoihiNeurons
{
    private const int Unity = 4096;

    // A leak that rounding to 2^-12 changes by more is worth a word.
    private const double LargestLeakError = 0.05;

    public static void Add(
        IntegerProgramBuilder builder, DiscretePopulation population, Compartment compartment, LoihiScale scale,
        List<Diagnostic> diagnostics)
    {
        double k = scale.Factor, unit = Math.ScaleB(1, scale.BiasExponent);
        int[] Per(Func<int, double> value) =>
            [.. Enumerable.Range(0, population.Size).Select(i => (int)Math.Round(value(i)))];
        double Gain(int i) => Compartment.At(compartment.Gain, i);
        Dictionary<string, int[]> parameters = new()
        {
            ["u_decay"] = Decay(population, compartment.Synapse, "tau_syn", diagnostics),
            ["v_decay"] = Decay(population, compartment.Membrane, "tau_mem", diagnostics),
            ["bias"] = Per(i => Math.Clamp(64 * k * Compartment.At(compartment.Drift, i) / Gain(i) / unit, -4096, 4095)),
        };
        if (compartment.Threshold is { } thresholds)
            parameters["threshold"] = Per(
                i => Threshold(Compartment.At(thresholds, i) * k / Gain(i), compartment.Inclusive));
        bool biased = parameters["bias"].Any(b => b != 0);
        Dictionary<string, int[]> initial = new()
        {
            ["v"] = Per(i => Math.Clamp(
                64 * k * Compartment.At(compartment.Initial, i) / Gain(i), 1 - (1 << 23), (1 << 23) - 1)),
        };
        builder.AddNeurons(population.Name, population.Shape, "loihi",
        [
            ("comparator", "gt"),
            ("output", compartment.Spikes ? "spike" : "membrane"),
            ("bias", biased ? "parameter" : "none"),
            ("bias_exponent", (biased ? scale.BiasExponent : 6).ToString(CultureInfo.InvariantCulture)),
            ("accumulator_bits", "32"),
        ], parameters, initial, population.Origin);
    }

    /// <summary>The mantissa above which v counts as over <paramref name="threshold"/> (in units of 2^6); where reaching it is
    /// enough, the one below.</summary>
    private static double Threshold(double threshold, bool inclusive) =>
        Math.Clamp(inclusive ? Math.Ceiling(threshold) - 1 : Math.Round(threshold), 0, LoihiScale.LargestThreshold);

    private static int[] Decay(DiscretePopulation population, double[] decays, string name, List<Diagnostic> diagnostics)
    {
        double worst = 0;
        int[] codes = new int[decays.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = (int)Math.Round(decays[i] * Unity);
            if (codes[i] == Unity && decays[i] < 1) codes[i]--;
            double leak = 1 - decays[i];
            if (leak > 0) worst = Math.Max(worst, Math.Abs(1 - (double)codes[i] / Unity - leak) / leak);
        }
        if (worst > LargestLeakError)
            diagnostics.Add(DiagnosticCatalog.DecayImprecise.At(
                population.Origin, population.Name, name, 12, worst.ToString("P0", CultureInfo.InvariantCulture)));
        return codes.Length == 1 || codes.Length == population.Size ? codes : [codes[0]];
    }
}
