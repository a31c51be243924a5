namespace Neuro.Ir.Crossbars;

/// <summary>The size of a projection's matrix, as SEMANTICS.md, section 9, lays it out.</summary>
/// <param name="Groups">Groups of a convolution, else 1.</param>
/// <param name="Rows">Inputs of one read.</param>
/// <param name="Outputs">Outputs of one read.</param>
/// <param name="Pixels">Reads a tick for each group.</param>
public readonly record struct CrossbarExtents(long Groups, long Rows, long Outputs, long Pixels)
{
    /// <summary>The matrix between populations of these sizes; a convolution brings its own.</summary>
    public static CrossbarExtents Of(Connectivity connectivity, long sources, long targets) => connectivity is Convolution c
        ? new(c.Groups, (long)(c.InputChannels / c.Groups) * c.KernelHeight * c.KernelWidth, c.OutputChannels / c.Groups,
            (long)c.OutputHeight * c.OutputWidth)
        : new(1, sources, targets, 1);

    /// <summary>Number of weights, in all groups.</summary>
    public long Weights => (long)Int128.Min((Int128)Groups * Rows * Outputs, long.MaxValue);
}
