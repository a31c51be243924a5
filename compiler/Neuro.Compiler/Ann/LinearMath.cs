using Neuro.Compiler.Discrete;
using Neuro.Ir;

namespace Neuro.Compiler.Ann;

/// <summary>Linear maps applied to whole vectors.</summary>
internal static class LinearMath
{
    /// <summary>map(x), a vector of <paramref name="size"/> elements.</summary>
    public static double[] Apply(LinearMap map, double[] x, int size) => map switch
    {
        DenseMap dense => Dense(dense.Weights, x, size),
        ConvolutionMap convolution => Convolve(convolution, x),
        OneToOneMap pairs => Scale(pairs.Weights, x),
        _ => throw new ArgumentException($"unknown map {map.GetType().Name}", nameof(map)),
    };

    // One weight for each of equal runs of elements.
    private static double[] Scale(double[] weights, double[] x)
    {
        int run = x.Length / weights.Length;
        double[] y = new double[x.Length];
        for (int i = 0; i < y.Length; i++) y[i] = weights[i / run] * x[i];
        return y;
    }

    private static double[] Dense(double[] weights, double[] x, int size)
    {
        double[] y = new double[size];
        for (int j = 0; j < size; j++)
        {
            ReadOnlySpan<double> row = weights.AsSpan(j * x.Length, x.Length);
            double sum = 0;
            for (int i = 0; i < x.Length; i++) sum += row[i] * x[i];
            y[j] = sum;
        }
        return y;
    }

    // Tap by tap: the inner loop runs along rows of the output, which reads and writes memory in order.
    private static double[] Convolve(ConvolutionMap map, double[] x)
    {
        Convolution g = map.Geometry;
        double[] y = new double[g.OutputSize];
        int inputs = g.InputChannels / g.Groups, outputs = g.OutputChannels / g.Groups;
        int at = 0;
        for (int o = 0; o < g.OutputChannels; o++)
        {
            Span<double> target = y.AsSpan(o * g.OutputHeight * g.OutputWidth, g.OutputHeight * g.OutputWidth);
            for (int c = o / outputs * inputs; c < (o / outputs + 1) * inputs; c++)
            {
                ReadOnlySpan<double> source = x.AsSpan(c * g.InputHeight * g.InputWidth, g.InputHeight * g.InputWidth);
                for (int ky = 0; ky < g.KernelHeight; ky++)
                    for (int kx = 0; kx < g.KernelWidth; kx++, at++)
                        AddTap(g, map.Weights[map.Weights.Length == 1 ? 0 : at], ky, kx, source, target);
            }
        }
        return y;
    }

    private static void AddTap(
        Convolution g, double weight, int ky, int kx, ReadOnlySpan<double> source, Span<double> target)
    {
        if (weight == 0) return;
        for (int v = 0; v < g.OutputHeight; v++)
        {
            int row = v * g.StrideY - g.PaddingTop + ky * g.DilationY;
            if ((uint)row >= (uint)g.InputHeight) continue;
            int offset = kx * g.DilationX - g.PaddingLeft;
            int first = offset >= 0 ? 0 : (-offset + g.StrideX - 1) / g.StrideX;
            for (int u = first; u < g.OutputWidth; u++)
            {
                int column = u * g.StrideX + offset;
                if (column >= g.InputWidth) break;
                target[v * g.OutputWidth + u] += weight * source[row * g.InputWidth + column];
            }
        }
    }
}
