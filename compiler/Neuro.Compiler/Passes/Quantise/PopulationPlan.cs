using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Passes;

/// <summary>
/// A population on its way to integers. A channel is a set of neurons that share a weight step: an output channel of a
/// convolution, else one neuron. With G_j = synapseGain · membraneGain, the fixed-point states are
/// <code>
/// ĩ = i · membraneGain,  v      in units of  Unit_c · UnitGain_j · 2^−shift,
/// G_j = RowFactor_c · UnitGain_j · Residual_j:
/// </code>
/// RowFactor is multiplied into the weights, UnitGain disappears in the unit, and Residual
/// (almost always 1) costs a multiplication.
/// </summary>
internal sealed class PopulationPlan
{
    public PopulationPlan(DiscretePopulation population, IEnumerable<DiscreteProjection> incoming)
    {
        Source = population;
        ConvolutionMap? convolution = incoming.Select(p => p.Map).OfType<ConvolutionMap>().FirstOrDefault();
        Channels = convolution?.Geometry.OutputChannels ?? population.Size;
        Unit = new double[Channels];
        RowFactor = new double[Channels];
        Array.Fill(RowFactor, 1);
        Array.Fill(Unit, 1);
        UnitGain = new double[population.Size];
        Residual = new double[population.Size];
        DriveUp = new double[population.Size];
        DriveDown = new double[population.Size];
        CodesUp = new double[population.Size];
        CodesDown = new double[population.Size];
    }

    public DiscretePopulation Source { get; }

    public NeuronModel Model => Source.Model;

    public int Size => UnitGain.Length;

    public int Channels { get; }

    public List<ProjectionPlan> Incoming { get; } = [];

    public List<ProjectionPlan> Outgoing { get; } = [];

    /// <summary>Whether events carry values in one unit for all neurons, instead of spikes.</summary>
    public bool Graded => Model is RelayModel or LinearNeuronModel { Spike: null };

    /// <summary>What one accumulator unit is worth at the input, per channel.</summary>
    public double[] Unit { get; }

    public double[] RowFactor { get; }

    public double[] UnitGain { get; }

    public double[] Residual { get; }

    /// <summary>Most that one tick's events can add to the input times G_j, and least, in the model's units of v.</summary>
    public double[] DriveUp { get; }

    /// <summary>See <see cref="DriveUp"/>.</summary>
    public double[] DriveDown { get; }

    /// <summary>Most that one tick's events can add to the accumulator, and least, in its units;
    /// known after the weights are codes.</summary>
    public double[] CodesUp { get; }

    /// <summary>See <see cref="CodesUp"/>.</summary>
    public double[] CodesDown { get; }

    /// <summary>Fraction bits of the first state beyond the accumulator's unit.</summary>
    public int InputShift { get; set; }

    /// <summary>Fraction bits of v beyond i.</summary>
    public int CurrentShift { get; set; }

    /// <summary>Low bits that graded payloads drop.</summary>
    public int OutputShift { get; set; }

    /// <summary>What one unit of payload is worth; 0 until it is known.</summary>
    public double OutputUnit { get; set; }

    public long PayloadMinimum { get; set; }

    public long PayloadMaximum { get; set; }

    public int ChannelOf(int neuron) => (int)((long)neuron * Channels / Size);

    /// <summary>G_j.</summary>
    public double Gain(int neuron) => Model is LinearNeuronModel linear
        ? At(linear.MembraneGain, neuron) * (linear.SynapseDecay is null ? 1 : At(linear.SynapseGain, neuron))
        : 1;

    /// <summary>What one unit of the first state (i, or v without a synapse) is worth, in the model's units of v.</summary>
    public double FirstUnit(int neuron) => Math.ScaleB(Unit[ChannelOf(neuron)] * UnitGain[neuron], -InputShift);

    /// <summary>What one unit of v is worth.</summary>
    public double MembraneUnit(int neuron) => Math.ScaleB(FirstUnit(neuron), -CurrentShift);

    /// <summary>Element <paramref name="neuron"/> of [1] or [neuron].</summary>
    public static double At(double[] values, int neuron) => values.Length == 1 ? values[0] : values[neuron];
}
