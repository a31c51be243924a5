using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Chips;

/// <summary>
/// A population of a discrete network as integrators of chips see it, per neuron ([1] for all): with x the weighted input,
/// <code>
/// u ← synapse · u + g · x;   v ← membrane · v + u + drift;   a spike where v crosses the threshold, then v ← 0
/// </code>
/// A reset to another value than 0 shifts v by it; a bias before the synapse enters v as what it becomes in the long run.
/// </summary>
internal sealed record Compartment
{
    /// <summary>Gain from x to v, of one tick.</summary>
    public required double[] Gain { get; init; }

    /// <summary>Decay of u; 0 without a synapse.</summary>
    public double[] Synapse { get; init; } = [0];

    /// <summary>Decay of v.</summary>
    public double[] Membrane { get; init; } = [0];

    /// <summary>Added to v each tick.</summary>
    public double[] Drift { get; init; } = [0];

    /// <summary>Threshold of v; null for a read-out of v.</summary>
    public double[]? Threshold { get; init; }

    /// <summary>v before the first tick.</summary>
    public double[] Initial { get; init; } = [0];

    /// <summary>Whether reaching the threshold is enough.</summary>
    public bool Inclusive { get; init; }

    /// <summary>Whether a bias lies before a synapse.</summary>
    public bool CurrentBias { get; init; }

    /// <summary>Whether it spikes.</summary>
    public bool Spikes => Threshold is not null;

    /// <summary>The compartment of <paramref name="model"/>, which the rules of its chip have let pass.</summary>
    public static Compartment Of(NeuronModel model) => model switch
    {
        RelayModel relay => new() { Gain = [1], Drift = relay.Bias },
        ThresholdModel threshold => new()
        {
            Gain = [1],
            Drift = threshold.Bias,
            Threshold = threshold.Threshold,
            Inclusive = threshold.Comparator == Comparator.GreaterOrEqual,
        },
        LinearNeuronModel linear => Linear(linear),
        _ => throw new ArgumentException($"{model.GetType().Name} is no compartment", nameof(model)),
    };

    /// <summary>Element <paramref name="i"/> of values that are for all, or one per neuron.</summary>
    public static double At(double[] values, int i) => values.Length == 1 ? values[0] : values[i];

    private static Compartment Linear(LinearNeuronModel model)
    {
        double[] reset = model.Spike is { Reset: ResetMode.ToValue } rule ? rule.ResetValue : [0];
        double[] synapse = model.SynapseDecay ?? [0];
        double[] gain = model.SynapseDecay is null
            ? model.MembraneGain
            : Zip(model.MembraneGain, model.SynapseGain, (m, s) => m * s);
        // Σ of a synapse's response to a constant: 1 / (1 − synapse).
        double[] bias = Zip(Zip(gain, model.Bias, (g, b) => g * b), synapse, (b, d) => b == 0 ? 0 : b / (1 - d));
        double[] shift = Zip(model.MembraneDecay, reset, (d, r) => (1 - d) * r);
        return new()
        {
            Gain = gain,
            Synapse = synapse,
            Membrane = model.MembraneDecay,
            Drift = Zip(Zip(bias, model.Leak, (b, l) => b + l), shift, (b, s) => b - s),
            Threshold = model.Spike is { } spike ? Zip(spike.Threshold, reset, (t, r) => t - r) : null,
            Initial = Zip(model.Initial, reset, (v, r) => v - r),
            Inclusive = model.Spike?.Comparator == Comparator.GreaterOrEqual,
            CurrentBias = model.SynapseDecay is not null && model.Bias.Any(b => b != 0),
        };
    }

    private static double[] Zip(double[] a, double[] b, Func<double, double, double> combine) =>
        [.. Enumerable.Range(0, Math.Max(a.Length, b.Length)).Select(i => combine(At(a, i), At(b, i)))];
}
