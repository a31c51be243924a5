using System.Collections.Immutable;

namespace Neuro.Compiler.Graph;

/// <summary>Arithmetic of shapes.</summary>
public static class Extents
{
    /// <summary>Number of elements of <paramref name="shape"/>, 1 for a scalar; saturates
    /// at <see cref="long.MaxValue"/>.</summary>
    public static long Count(ImmutableArray<int> shape)
    {
        Int128 count = 1;
        foreach (int extent in shape)
            count = Int128.Min(count * extent, long.MaxValue);
        return (long)count;
    }

    /// <summary>Whether two shapes are the same.</summary>
    public static bool Same(ImmutableArray<int> a, ImmutableArray<int> b) => a.AsSpan().SequenceEqual(b.AsSpan());

    /// <summary>Whether two shapes are the same once extents of one are left out.</summary>
    public static bool SameSqueezed(ImmutableArray<int> a, ImmutableArray<int> b) =>
        a.Where(e => e != 1).SequenceEqual(b.Where(e => e != 1));

    /// <summary>
    /// Whether one value per neuron of <paramref name="shape"/> can be taken from <paramref name="parameter"/>: one value for
    /// all, the shape itself, or the shape with some extents one (a value per channel).
    /// </summary>
    public static bool Broadcasts(ImmutableArray<int> parameter, ImmutableArray<int> shape) =>
        Count(parameter) == 1
        || (parameter.Length == shape.Length && parameter.Zip(shape).All(pair => pair.First == pair.Second || pair.First == 1));

    /// <summary>
    /// <paramref name="tensor"/> as [1] or [neuron] values for <paramref name="shape"/>; <see cref="Broadcasts"/> must hold.
    /// </summary>
    public static double[] PerNeuron(Tensor tensor, ImmutableArray<int> shape)
    {
        if (tensor.Count == 1 || Same(tensor.Shape, shape))
            return tensor.Values;
        double[] values = new double[Count(shape)];
        for (int i = 0; i < values.Length; i++)
        {
            int at = 0;
            for (int axis = 0, inner = values.Length; axis < shape.Length; axis++)
            {
                inner /= shape[axis];
                int position = i / inner % shape[axis];
                at = at * tensor.Shape[axis] + (tensor.Shape[axis] == 1 ? 0 : position);
            }
            values[i] = tensor.Values[at];
        }
        return values;
    }

    /// <summary>"[2, 34, 34]".</summary>
    public static string Text(ImmutableArray<int> shape) => $"[{string.Join(", ", shape)}]";
}
