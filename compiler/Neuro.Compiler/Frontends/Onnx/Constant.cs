namespace Neuro.Compiler.Frontends.Onnx;

/// <summary>A tensor that is known when the model is read.</summary>
/// <param name="Values">Elements in row-major order.</param>
/// <param name="Shape">Extents; empty for a scalar.</param>
/// <param name="IsFloat">Whether the elements are floats.</param>
internal sealed record Constant(double[] Values, int[] Shape, bool IsFloat)
{
    /// <summary>The step of which every element is a multiple, [1] or one per position on <see cref="StepAxis"/>.</summary>
    public double[]? Steps { get; init; }

    /// <summary>The axis that <see cref="Steps"/> runs along.</summary>
    public int StepAxis { get; init; }

    /// <summary>The name of the initialiser it came from.</summary>
    public string? Name { get; init; }

    /// <summary>Least and largest value of the element type, for integers of up to 16 bits.</summary>
    public (int Least, int Most)? Range { get; init; }

    public int[] Integers()
    {
        int[] result = new int[Values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            if (!(Math.Abs(Values[i]) <= long.MaxValue) || Values[i] != Math.Floor(Values[i]))
                throw new NodeFault($"{Values[i]} stands where a whole number is needed");
            // Exporters write the largest 64-bit number for "to the end".
            result[i] = (int)Math.Clamp(Values[i], int.MinValue, int.MaxValue);
        }
        return result;
    }
}
