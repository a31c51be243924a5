namespace Neuro.Compiler.Float;

/// <summary>Extremes of a population's variables and the sums of its outputs, by neuron.</summary>
public sealed class PopulationRanges
{
    internal PopulationRanges(int size) =>
        (Output, Drive, Membrane, Current, OutputSum) = (new(size), new(size), new(size), new(size), new double[size]);

    /// <summary>Range of the output.</summary>
    public ValueRange Output { get; }

    /// <summary>Range of what enters neurons, bias included; nothing for a population without a membrane.</summary>
    public ValueRange Drive { get; }

    /// <summary>Range of v, before and after resets; nothing for a population without.</summary>
    public ValueRange Membrane { get; }

    /// <summary>Range of the synaptic current; nothing for a population without.</summary>
    public ValueRange Current { get; }

    /// <summary>Sum of outputs of each neuron over all ticks: spikes, where it spikes.</summary>
    public double[] OutputSum { get; }
}
