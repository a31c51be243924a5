namespace Neuro.Runtime.Data.Formats;

/// <summary>How samples, ticks and neurons lie in a row-major array. Strides count elements.</summary>
/// <param name="Samples">Number of samples; 1 without such an axis.</param>
/// <param name="SampleStride">Distance of samples.</param>
/// <param name="Ticks">Number of ticks; 1 without such an axis.</param>
/// <param name="TickStride">Distance of ticks.</param>
/// <param name="Shape">Shape of the population.</param>
/// <param name="NeuronStride">Distance of neurons, which are numbered in row-major order of <paramref name="Shape"/>.</param>
internal sealed record AxisOrder(int Samples, int SampleStride, int Ticks, int TickStride, int[] Shape, int NeuronStride)
{
    /// <summary>Number of neurons.</summary>
    public int Neurons => Shape.Aggregate(1, (product, extent) => product * extent);

    /// <summary>
    /// Applies a layout such as "BTN" to an array's shape. N takes as many adjacent axes as remain; since the array is row-major,
    /// their joint index has one stride.
    /// </summary>
    public static AxisOrder Parse(string layout, NpyArray array)
    {
        int[] shape = array.Shape;
        string letters = layout.ToUpperInvariant();
        if (letters.Length == 0 || letters.Except("BTN").Any() || letters.Distinct().Count() != letters.Length)
        {
            throw array.Error($"'{layout}' is not a layout",
                "use the letters B (samples), T (ticks), N (neurons), each once: BTN, TBN, TN, NT, BN");
        }
        bool grouped = letters.Contains('N');
        int groupAxes = shape.Length - letters.Length + 1;
        if (grouped ? groupAxes < 1 : shape.Length != letters.Length)
        {
            throw array.Error($"layout {letters} does not fit the shape ({string.Join(", ", shape)})",
                "say the axes in order with --layout");
        }
        if (shape.Contains(0))
            throw array.Error($"the shape ({string.Join(", ", shape)}) holds no data");
        AxisOrder order = new(1, 0, 1, 0, [1], 1);
        int axis = shape.Length;
        int stride = 1;
        foreach (char letter in letters.Reverse())
        {
            int axes = letter == 'N' ? groupAxes : 1;
            axis -= axes;
            int[] extents = shape[axis..(axis + axes)];
            order = letter switch
            {
                'B' => order with { Samples = extents[0], SampleStride = stride },
                'T' => order with { Ticks = extents[0], TickStride = stride },
                _ => order with { Shape = extents, NeuronStride = stride },
            };
            stride *= extents.Aggregate(1, (product, extent) => product * extent);
        }
        return order;
    }
}
