using Neuro.Compiler.Discrete;

namespace Neuro.Compiler.Float;

/// <summary>A population in execution: what arrives in the tick, its state, and what it gives out.</summary>
internal abstract class FloatPopulation(DiscretePopulation description)
{
    public DiscretePopulation Description { get; } = description;

    public int Size { get; } = description.Size;

    /// <summary>Output of the tick, by neuron.</summary>
    public double[] Output { get; } = new double[description.Size];

    /// <summary>Neurons whose output of the tick is not zero, ascending; <see cref="ActiveCount"/> of them.</summary>
    public int[] Active { get; } = new int[description.Size];

    public int ActiveCount { get; protected set; }

    /// <summary>Membrane after the tick, or null without one.</summary>
    public virtual double[]? Membrane => null;

    /// <summary>Membrane of the tick before a reset, or null without one.</summary>
    public virtual double[]? Updated => null;

    /// <summary>Input of the tick with bias, or null where the output is the input.</summary>
    public virtual double[]? Drive => null;

    /// <summary>Synaptic current after the tick, or null without one.</summary>
    public virtual double[]? Current => null;

    public abstract void Step(ReadOnlySpan<double> arrived);

    public virtual void Reset()
    {
        ActiveCount = 0;
        Output.AsSpan().Clear();
    }

    protected void CollectActive()
    {
        int count = 0;
        double[] output = Output;
        int[] active = Active;
        for (int i = 0; i < output.Length; i++)
        {
            if (output[i] != 0)
                active[count++] = i;
        }
        ActiveCount = count;
    }

    /// <summary>One value per neuron from one for all or one per neuron.</summary>
    protected double[] Full(double[] values)
    {
        if (values.Length == Size)
            return values;
        double[] full = new double[Size];
        Array.Fill(full, values[0]);
        return full;
    }
}
