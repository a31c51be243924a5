using Neuro.Compiler.Discrete;
using Neuro.Ir;

namespace Neuro.Compiler.Passes;

/// <summary>Linear maps written out.</summary>
internal static class WeightMatrix
{
    /// <summary>The weights of <paramref name="map"/> as a matrix [source, target].</summary>
    public static double[] Of(LinearMap map, int sources, int targets)
    {
        double[] matrix = new double[sources * targets];
        switch (map)
        {
            case DenseMap dense:
                for (int j = 0; j < targets; j++)
                    for (int i = 0; i < sources; i++) matrix[(i * targets) + j] = dense.Weights[(j * sources) + i];
                break;
            case OneToOneMap pairs:
                for (int i = 0; i < targets; i++) matrix[(i * targets) + i] = pairs.Weights[pairs.Weights.Length == 1 ? 0 : i];
                break;
            case GatherMap gather:
                for (int j = 0; j < targets; j++)
                    if (gather.Sources[j] >= 0) matrix[(gather.Sources[j] * targets) + j] = gather.Weight;
                break;
            case ConvolutionMap convolution:
                AddTaps(convolution, matrix, targets);
                break;
        }
        return matrix;
    }

    private static void AddTaps(ConvolutionMap map, double[] matrix, int targets)
    {
        Convolution g = map.Geometry;
        (int inputs, int outputs, int kernel) =
            (g.InputChannels / g.Groups, g.OutputChannels / g.Groups, g.KernelHeight * g.KernelWidth);
        for (int source = 0; source < g.InputSize; source++)
        {
            int area = g.InputHeight * g.InputWidth, channel = source / area;
            for (int tap = 0; tap < kernel; tap++)
            {
                int y = g.TargetRow(source % area / g.InputWidth, tap / g.KernelWidth);
                int x = g.TargetColumn(source % g.InputWidth, tap % g.KernelWidth);
                if (y < 0 || x < 0) continue;
                for (int o = channel / inputs * outputs; o < (channel / inputs * outputs) + outputs; o++)
                {
                    int weight = (((o * inputs) + (channel % inputs)) * kernel) + tap;
                    int target = (((o * g.OutputHeight) + y) * g.OutputWidth) + x;
                    matrix[(source * targets) + target] += map.Weights[map.Weights.Length == 1 ? 0 : weight];
                }
            }
        }
    }
}
