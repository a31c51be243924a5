using Neuro.Ir;

namespace Neuro.Targets;

/// <summary>The synapses of a projection, one by one.</summary>
internal static class ProjectionSynapses
{
    /// <summary>Source, target, weight and delay of every synapse, of weight 0 too, in the order of the sources.</summary>
    public static IEnumerable<(int Source, int Target, long Weight, int Delay)> Of(SpikeProgram program, Projection projection)
    {
        (int sources, int targets) = (program.Population(projection.Source).Size, program.Population(projection.Target).Size);
        IrArray? weights = program.Array(projection.Weight), delays = program.Array(projection.Delay);
        IrArray? multipliers = program.Array(projection.Multiplier);
        foreach ((int source, int target, int index, int channel) in Pairs(program, projection.Connectivity, sources, targets))
        {
            long weight = (long)(weights?[index] ?? projection.Weight.Scalar)
                * (multipliers?[channel] ?? projection.Multiplier.Scalar);
            yield return (source, target, weight << projection.Shift, delays?[index] ?? projection.Delay.Scalar);
        }
    }

    /// <summary>The pairs, each with the index of its weight and that of its multiplier.</summary>
    private static IEnumerable<(int Source, int Target, int Index, int Channel)> Pairs(
        SpikeProgram program, Connectivity connectivity, int sources, int targets)
    {
        switch (connectivity)
        {
            case Dense:
                for (int i = 0; i < sources; i++)
                    for (int j = 0; j < targets; j++) yield return (i, j, (i * targets) + j, j);
                break;
            case OneToOne:
                for (int i = 0; i < sources; i++) yield return (i, i, i, i);
                break;
            case Sparse sparse:
                (IrArray rows, IrArray columns) = (program.Array(sparse.RowPointers), program.Array(sparse.Targets));
                for (int i = 0; i < sources; i++)
                    for (int s = rows[i]; s < rows[i + 1]; s++) yield return (i, columns[s], s, columns[s]);
                break;
            case Convolution map:
                foreach ((int, int, int, int) pair in Taps(map)) yield return pair;
                break;
        }
    }

    private static IEnumerable<(int Source, int Target, int Index, int Channel)> Taps(Convolution g)
    {
        (int inputs, int outputs, int kernel) =
            (g.InputChannels / g.Groups, g.OutputChannels / g.Groups, g.KernelHeight * g.KernelWidth);
        int area = g.InputHeight * g.InputWidth;
        for (int source = 0; source < g.InputSize; source++)
        {
            int channel = source / area, group = channel / inputs;
            for (int tap = 0; tap < kernel; tap++)
            {
                int y = g.TargetRow(source % area / g.InputWidth, tap / g.KernelWidth);
                int x = g.TargetColumn(source % g.InputWidth, tap % g.KernelWidth);
                for (int o = group * outputs; y >= 0 && x >= 0 && o < (group + 1) * outputs; o++)
                    yield return (source, (((o * g.OutputHeight) + y) * g.OutputWidth) + x,
                        (((o * inputs) + (channel % inputs)) * kernel) + tap, o);
            }
        }
    }
}
