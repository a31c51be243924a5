using Neuro.Compiler.Discrete;
using Neuro.Ir;

namespace Neuro.Compiler.Passes;

/// <summary>Linear maps written out, as a crossbar holds them.</summary>
internal static class OdinMatrix
{
    /// <summary>The weights of <paramref name="map"/>, [source · targets + target]; several taps of a pair add.</summary>
    public static double[] Of(LinearMap map, int sources, int targets)
    {
        double[] matrix = new double[checked(sources * targets)];
        switch (map)
        {
            case DenseMap dense:
                for (int i = 0; i < sources; i++)
                    for (int j = 0; j < targets; j++) matrix[i * targets + j] = dense.Weights[j * sources + i];
                break;
            case OneToOneMap pairs:
                for (int i = 0; i < sources; i++) matrix[i * targets + i] = pairs.Weights[pairs.Weights.Length == 1 ? 0 : i];
                break;
            case GatherMap gather:
                for (int j = 0; j < targets; j++)
                    if (gather.Sources[j] >= 0) matrix[gather.Sources[j] * targets + j] = gather.Weight;
                break;
            case ConvolutionMap convolution:
                Add(convolution, matrix, targets);
                break;
            default:
                throw new ArgumentException($"{map.GetType().Name} has no matrix", nameof(map));
        }
        return matrix;
    }

    private static void Add(ConvolutionMap map, double[] matrix, int targets)
    {
        Convolution g = map.Geometry;
        int inputs = g.InputChannels / g.Groups, outputs = g.OutputChannels / g.Groups;
        for (int o = 0; o < g.OutputChannels; o++)
            for (int c = 0; c < inputs; c++)
                for (int ky = 0; ky < g.KernelHeight; ky++)
                    for (int kx = 0; kx < g.KernelWidth; kx++)
                    {
                        int tap = ((o * inputs + c) * g.KernelHeight + ky) * g.KernelWidth + kx;
                        double weight = map.Weights[map.Weights.Length == 1 ? 0 : tap];
                        Tap(g, o / outputs * inputs + c, o, ky, kx, weight, matrix, targets);
                    }
    }

    private static void Tap(
        Convolution g, int channel, int output, int ky, int kx, double weight, double[] matrix, int targets)
    {
        for (int y = 0; y < g.InputHeight; y++)
            for (int x = 0; x < g.InputWidth; x++)
            {
                (int v, int u) = (g.TargetRow(y, ky), g.TargetColumn(x, kx));
                if (v < 0 || u < 0) continue;
                int source = (channel * g.InputHeight + y) * g.InputWidth + x;
                matrix[source * targets + (output * g.OutputHeight + v) * g.OutputWidth + u] += weight;
            }
    }
}
