namespace Neuro.Ir;

/// <summary>What a read can add to each neuron of its target.</summary>
/// <param name="outputs">Numbers of the outputs that are read, ascending.</param>
/// <param name="added">For each of them, what its neurons get.</param>
/// <param name="pixels">Neurons of an output.</param>
internal sealed class CrossbarRange(int[] outputs, Interval[] added, int pixels)
{
    /// <summary>What is added to <paramref name="neuron"/>, and the first neuron after it that may get something else.</summary>
    public (Interval Added, long Next) At(int neuron)
    {
        int output = neuron / pixels, at = Array.BinarySearch(outputs, output);
        if (at >= 0) return (added[at], (output + 1L) * pixels);
        return (Interval.Of(0), ~at < outputs.Length ? (long)outputs[~at] * pixels : long.MaxValue);
    }
}
