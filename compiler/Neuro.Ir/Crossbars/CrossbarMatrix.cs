namespace Neuro.Ir.Crossbars;

/// <summary>
/// A projection as a crossbar sees it: for every group a matrix of weight codes, read once for every pixel of the target with the
/// inputs that lie under the kernel there. Other topologies than convolutions have one group and one pixel. SEMANTICS.md, section
/// 9.
/// </summary>
public sealed class CrossbarMatrix
{
    private readonly Convolution? _convolution;
    private readonly int[] _weights;

    /// <summary>The matrix of <paramref name="projection"/>, whose delay is one for all synapses.</summary>
    public CrossbarMatrix(SpikeProgram program, Projection projection)
    {
        if (projection.Delay.IsArray)
            throw new ArgumentException($"'{projection.Name}' has a delay for each synapse", nameof(projection));
        CrossbarExtents extents = CrossbarExtents.Of(
            projection.Connectivity, program.Population(projection.Source).Size, program.Population(projection.Target).Size);
        _convolution = projection.Connectivity as Convolution;
        (Groups, Rows, Outputs, Pixels) = ((int)extents.Groups, (int)extents.Rows, (int)extents.Outputs, (int)extents.Pixels);
        _weights = new int[extents.Weights];
        Fill(program, projection);
    }

    /// <summary>Groups of a convolution, else 1.</summary>
    public int Groups { get; }

    /// <summary>Inputs of one read.</summary>
    public int Rows { get; }

    /// <summary>Outputs of one read.</summary>
    public int Outputs { get; }

    /// <summary>Reads a tick for each group.</summary>
    public int Pixels { get; }

    /// <summary>The weight code from row to output.</summary>
    public int Weight(int group, int row, int output) => _weights[(group * Rows + row) * Outputs + output];

    /// <summary>The source neuron of a row at a pixel; −1 where the kernel reaches over the edge.</summary>
    public int Source(int group, int pixel, int row)
    {
        if (_convolution is not { } c)
            return row;
        int kx = row % c.KernelWidth;
        int ky = row / c.KernelWidth % c.KernelHeight;
        int channel = group * (c.InputChannels / c.Groups) + row / (c.KernelWidth * c.KernelHeight);
        int y = pixel / c.OutputWidth * c.StrideY - c.PaddingTop + ky * c.DilationY;
        int x = pixel % c.OutputWidth * c.StrideX - c.PaddingLeft + kx * c.DilationX;
        bool inside = (uint)y < (uint)c.InputHeight && (uint)x < (uint)c.InputWidth;
        return inside ? (channel * c.InputHeight + y) * c.InputWidth + x : -1;
    }

    /// <summary>The target neuron of an output at a pixel.</summary>
    public int Target(int group, int pixel, int output) =>
        _convolution is null ? output : (group * Outputs + output) * Pixels + pixel;

    /// <summary>The number of the projection's multiplier for an output: its channel or target.</summary>
    public int Multiplier(int group, int output) => group * Outputs + output;

    private void Fill(SpikeProgram program, Projection projection)
    {
        IrArray? weights = program.Array(projection.Weight);
        int Code(int synapse) => weights?[synapse] ?? projection.Weight.Scalar;
        switch (projection.Connectivity)
        {
            case Dense:
                for (int i = 0; i < _weights.Length; i++) _weights[i] = Code(i);
                break;
            case OneToOne:
                for (int i = 0; i < Rows; i++) _weights[i * Outputs + i] = Code(i);
                break;
            case Sparse sparse:
                IrArray rows = program.Array(sparse.RowPointers);
                IrArray targets = program.Array(sparse.Targets);
                for (int i = 0; i < Rows; i++)
                    for (int k = rows[i]; k < rows[i + 1]; k++) _weights[i * Outputs + targets[k]] += Code(k);
                break;
            case Convolution:
                // The kernel is [group · outputs + output, row]; the matrix has outputs innermost.
                for (int group = 0; group < Groups; group++)
                    for (int row = 0; row < Rows; row++)
                        for (int output = 0; output < Outputs; output++)
                            _weights[(group * Rows + row) * Outputs + output] = Code((group * Outputs + output) * Rows + row);
                break;
        }
    }
}
