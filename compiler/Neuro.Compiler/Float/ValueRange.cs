namespace Neuro.Compiler.Float;

/// <summary>Smallest and largest value of each neuron; zero, where states begin, is always included.</summary>
public sealed class ValueRange
{
    internal ValueRange(int size) => (Minimum, Maximum) = (new double[size], new double[size]);

    /// <summary>Smallest value of each neuron, at most 0.</summary>
    public double[] Minimum { get; }

    /// <summary>Largest value of each neuron, at least 0.</summary>
    public double[] Maximum { get; }

    /// <summary>Largest absolute value over all neurons.</summary>
    public double Peak => Math.Max(-Minimum.Min(), Maximum.Max());

    internal void Include(ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Minimum[i] = Math.Min(Minimum[i], values[i]);
            Maximum[i] = Math.Max(Maximum[i], values[i]);
        }
    }
}
