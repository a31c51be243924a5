using Neuro.Compiler.Discrete;
using Neuro.Ir;

namespace Neuro.Compiler.Chips;

/// <summary>Linear maps as matrices.</summary>
internal static class WeightMatrix
{
    /// <summary>The weights of <paramref name="map"/>, [source, target]; several taps of a pair add.</summary>
    public static double[] Of(LinearMap map, int sources, int targets)
    {
        double[] matrix = new double[checked(sources * targets)];
        switch (map)
        {
            case DenseMap dense:
                for (int i = 0; i < sources; i++)
                    for (int j = 0; j < targets; j++) matrix[i * targets + j] = dense.Weights[j * sources + i];
                break;
            case ConvolutionMap { Geometry: var g } convolution:
                Spread(g, convolution.Weights, matrix);
                break;
            case GatherMap gather:
                for (int j = 0; j < targets; j++)
                    if (gather.Sources[j] >= 0) matrix[gather.Sources[j] * targets + j] = gather.Weight;
                break;
            case OneToOneMap pairs:
                for (int j = 0; j < targets; j++) matrix[j * targets + j] = pairs.Weights[pairs.Weights.Length == 1 ? 0 : j];
                break;
            default:
                throw new ArgumentException($"{map.GetType().Name} has no matrix", nameof(map));
        }
        return matrix;
    }

    private static void Spread(Convolution g, double[] weights, double[] matrix)
    {
        int area = g.OutputHeight * g.OutputWidth, inputs = g.InputChannels / g.Groups;
        int outputs = g.OutputChannels / g.Groups;
        for (int co = 0; co < g.OutputChannels; co++)
            for (int ci = 0; ci < inputs; ci++)
                for (int ky = 0; ky < g.KernelHeight; ky++)
                    for (int kx = 0; kx < g.KernelWidth; kx++)
                    {
                        int at = ((co * inputs + ci) * g.KernelHeight + ky) * g.KernelWidth + kx;
                        double weight = weights[weights.Length == 1 ? 0 : at];
                        int channel = co / outputs * inputs + ci;
                        for (int y = 0; y < g.InputHeight; y++)
                            for (int x = 0; x < g.InputWidth; x++)
                            {
                                (int row, int column) = (g.TargetRow(y, ky), g.TargetColumn(x, kx));
                                if (row < 0 || column < 0) continue;
                                int source = (channel * g.InputHeight + y) * g.InputWidth + x;
                                matrix[source * g.OutputSize + co * area + row * g.OutputWidth + column] += weight;
                            }
                    }
    }
}
