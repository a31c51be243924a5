using Neuro.Compiler.Chips;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Passes;

/// <summary>
/// A population of neurons on its way to a Xylo. Weights are codes of the model's weights times one factor k; with A, B the
/// chip's decays of current and membrane, a, b the model's and g the model's gain, the chip's membrane is the model's times
/// <code>
/// κ = k · 2^shift · A (1 − a)(1 − b) / (g (1 − A)(1 − B))
/// </code>
/// so that a constant input brings both to the same part of their thresholds, however coarse A and B are.
/// </summary>
internal sealed class XyloLayer
{
    private const int LargestThreshold = short.MaxValue;
    // Room for v above its threshold: beside bursts, v grows while 31 spikes a tick do not keep it down.
    private const int Headroom = 8;
    private readonly LinearNeuronModel _model;
    private readonly Compartment _compartment;
    private readonly double[] _ratio;

    /// <param name="network">The network.</param>
    /// <param name="population">A population of neurons that spike.</param>
    /// <param name="dialect">Says how decays came from time constants.</param>
    /// <param name="weightBits">Bits of a weight code.</param>
    public XyloLayer(DiscreteNetwork network, DiscretePopulation population, Dialect dialect, int weightBits)
    {
        Population = population;
        _model = (LinearNeuronModel)population.Model;
        _compartment = Compartment.Of(_model);
        Incoming = [.. network.Projections.Where(p => p.Target == population.Name)];
        CurrentDash = Per(i => XyloDash.Of(Compartment.At(_compartment.Synapse, i), dialect.Synapse, 1));
        MembraneDash = Per(i => XyloDash.Of(Compartment.At(_compartment.Membrane, i), dialect.Membrane, 0));
        _ratio = [.. Enumerable.Range(0, population.Size).Select(Ratio)];
        double[][] weights = [.. Incoming.Select(p => WeightMatrix.Of(
            p.Map, network.Population(p.Source).Size, population.Size))];
        LargestCode = (1 << (weightBits - 1)) - 1;
        Factor = ScaleOf(weights);
        Codes = [.. weights.Select(w => Array.ConvertAll(w, x => (int)Math.Round(x * Factor)))];
        Qualities = [.. Incoming.Select((p, i) => ProjectionQuality.Of(p.Name, weights[i], Codes[i], weightBits, 1 / Factor))];
    }

    /// <summary>The population.</summary>
    public DiscretePopulation Population { get; }

    /// <summary>What leads to it.</summary>
    public DiscreteProjection[] Incoming { get; }

    /// <summary>Weight codes of each projection, [source, target].</summary>
    public int[][] Codes { get; }

    /// <summary>What became of each projection's weights.</summary>
    public ProjectionQuality[] Qualities { get; }

    /// <summary>Shift of each neuron's current.</summary>
    public int[] CurrentDash { get; }

    /// <summary>Shift of each neuron's membrane.</summary>
    public int[] MembraneDash { get; }

    /// <summary>k: weight codes to the model's 1.</summary>
    public double Factor { get; }

    /// <summary>The largest weight code.</summary>
    public int LargestCode { get; }

    /// <summary>Whether the model's neurons have no synaptic current.</summary>
    public bool LacksSynapse => _model.SynapseDecay is null;

    /// <summary>Whether the model's membrane keeps what it has, or nearly so.</summary>
    public bool LacksLeak => _compartment.Membrane.Any(b => b > 1 - Math.ScaleB(1, -XyloDash.Longest));

    /// <summary>Whether the model's neurons spike once a tick at most.</summary>
    public bool SpikesOnce => !_model.Spike!.MultiSpike;

    /// <summary>The largest shift of weights, 0 to <paramref name="most"/>, at which one spike of every source fits the current
    /// and the threshold leaves room above it.</summary>
    public int LargestShift(int most)
    {
        long sum = 1, threshold = Thresholds(0).Max();
        for (int j = 0; j < Population.Size; j++)
        {
            (long up, long down) = (0, 0);
            foreach (int[] codes in Codes)
                for (int s = j; s < codes.Length; s += Population.Size)
                {
                    up += Math.Max(codes[s], 0);
                    down -= Math.Min(codes[s], 0);
                }
            sum = Math.Max(sum, Math.Max(up, down));
        }
        int shift = 0;
        while (shift < most && (Math.Max(sum, threshold * Headroom) << (shift + 1)) <= LargestThreshold) shift++;
        return shift;
    }

    /// <summary>Thresholds with weights shifted by <paramref name="shift"/>; v ≥ them is the model's v over its own.</summary>
    public int[] Thresholds(int shift) => Per(i =>
    {
        double bar = Compartment.At(_compartment.Threshold!, i) * Scale(i, shift);
        return (int)Math.Clamp(_compartment.Inclusive ? Math.Ceiling(bar) : Math.Floor(bar) + 1, 1, LargestThreshold);
    });

    /// <summary>Biases with weights shifted by <paramref name="shift"/>: per tick of the chip's decay, what brings v to the same
    /// part of its threshold.</summary>
    public int[] Biases(int shift) => Per(i =>
    {
        double b = Compartment.At(_compartment.Membrane, i), drift = Compartment.At(_compartment.Drift, i);
        double rest = b >= 1 ? drift : drift / (1 - b) * (1 - XyloDash.Decay(MembraneDash[i]));
        return (int)Math.Clamp(Math.Round(rest * Scale(i, shift)), short.MinValue, short.MaxValue);
    });

    /// <summary>The model's value of one unit of v, for each neuron.</summary>
    public double[] Units(int shift) => [.. Enumerable.Range(0, Population.Size).Select(i => 1 / Scale(i, shift))];

    /// <summary>κ of neuron <paramref name="i"/>.</summary>
    private double Scale(int i, int shift) => Factor * _ratio[i] * Math.ScaleB(1, shift);

    private double Ratio(int i)
    {
        double g = Compartment.At(_compartment.Gain, i);
        double a = Compartment.At(_compartment.Synapse, i), b = Compartment.At(_compartment.Membrane, i);
        double current = XyloDash.Decay(CurrentDash[i]), membrane = XyloDash.Decay(MembraneDash[i]);
        // An integrator keeps charge: there is no steady state to agree in, nor is there for a current without decay.
        double kept = b >= 1 - Math.ScaleB(1, -XyloDash.Longest) ? 1 : (1 - b) / (1 - membrane);
        double charge = a >= 1 ? 1 : (1 - a) / (1 - current);
        return current * charge * kept / g;
    }

    private double ScaleOf(double[][] weights)
    {
        double largest = weights.SelectMany(w => w).Select(Math.Abs).DefaultIfEmpty(0).Max();
        double factor = largest > 0 ? LargestCode / largest : 1;
        for (int i = 0; i < Population.Size; i++)
        {
            double bar = Compartment.At(_compartment.Threshold!, i) * _ratio[i];
            if (bar * factor > LargestThreshold - 1) factor = (LargestThreshold - 1) / bar;
        }
        return factor;
    }

    private int[] Per(Func<int, int> value) => [.. Enumerable.Range(0, Population.Size).Select(value)];
}
