using System.Collections.Immutable;

namespace Neuro.Compiler.Graph;

/// <summary>
/// A parameter of a model: numbers in row-major order. All formats are held as doubles, which is exact for floats and for
/// integers up to 2^53. The values must not be changed after construction.
/// </summary>
public sealed record Tensor
{
    /// <summary>Wraps <paramref name="values"/>; their number must be the product of <paramref name="shape"/>.</summary>
    public Tensor(ImmutableArray<int> shape, double[] values, TensorType type = TensorType.Float64)
    {
        if (values.Length != Extents.Count(shape))
            throw new ArgumentException($"{values.Length} values do not fill shape {Extents.Text(shape)}", nameof(values));
        (Shape, Values, Type) = (shape, values, type);
    }

    /// <summary>Extents, outermost first; empty for a scalar.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>Elements in row-major order.</summary>
    public double[] Values { get; }

    /// <summary>How the file stores the elements.</summary>
    public TensorType Type { get; }

    /// <summary>Number of elements.</summary>
    public int Count => Values.Length;

    /// <summary>A scalar.</summary>
    public static Tensor Scalar(double value, TensorType type = TensorType.Float64) => new([], [value], type);

    /// <summary>A vector of doubles.</summary>
    public static Tensor Vector(params double[] values) => new([values.Length], values);

    /// <summary>A vector of 64-bit integers, as NIR stores shapes, strides and paddings.</summary>
    public static Tensor Integers(params int[] values) =>
        new([values.Length], [.. values.Select(v => (double)v)], TensorType.Int64);

    /// <summary>Whether every element is <paramref name="value"/>.</summary>
    public bool All(double value) => !Values.AsSpan().ContainsAnyExcept(value);

    /// <summary>"float32[3, 5]".</summary>
    public override string ToString() => $"{Type.ToString().ToLowerInvariant()}{Extents.Text(Shape)}";
}
