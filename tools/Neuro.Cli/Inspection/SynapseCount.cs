using Neuro.Ir;

namespace Neuro.Cli.Inspection;

/// <summary>Counts the synapses of a projection: pairs of neurons that it connects; a convolution's
/// taps outside its source are none.</summary>
internal static class SynapseCount
{
    /// <summary>The synapses of <paramref name="projection"/>.</summary>
    public static long Of(SpikeProgram program, Projection projection) => projection.Connectivity switch
    {
        Dense => (long)program.Population(projection.Source).Size * program.Population(projection.Target).Size,
        Sparse sparse => program.Array(sparse.Targets).Length,
        Convolution c => (long)c.OutputChannels * (c.InputChannels / c.Groups)
            * Taps(c.OutputHeight, c.KernelHeight, c.StrideY, c.DilationY, c.PaddingTop, c.InputHeight)
            * Taps(c.OutputWidth, c.KernelWidth, c.StrideX, c.DilationX, c.PaddingLeft, c.InputWidth),
        _ => program.Population(projection.Source).Size,
    };

    // Along one axis: pairs (o, k) whose source o·stride + k·dilation − padding lies within the input.
    private static long Taps(int outputs, int kernel, int stride, int dilation, int padding, int input)
    {
        long taps = 0;
        for (int o = 0; o < outputs; o++)
        {
            for (int k = 0; k < kernel; k++)
            {
                int source = (o * stride) + (k * dilation) - padding;
                if (source >= 0 && source < input)
                    taps++;
            }
        }
        return taps;
    }
}
