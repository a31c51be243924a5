using Neuro.Ir;

namespace Neuro.Targets.Odin;

/// <summary>The synapses of a projection, one by one.</summary>
internal static class ProjectionSynapses
{
    /// <summary>Source, target and weight of every stored synapse; none for a convolution.</summary>
    public static IEnumerable<(int Source, int Target, long Weight)> Of(SpikeProgram program, Projection projection)
    {
        int sources = program.Population(projection.Source).Size, targets = program.Population(projection.Target).Size;
        IrArray? weights = program.Array(projection.Weight), multipliers = program.Array(projection.Multiplier);
        long Weight(int synapse, int target) =>
            (long)(weights?[synapse] ?? projection.Weight.Scalar) * (multipliers?[target] ?? projection.Multiplier.Scalar)
            << projection.Shift;
        switch (projection.Connectivity)
        {
            case Dense:
                for (int s = 0; s < sources * targets; s++) yield return (s / targets, s % targets, Weight(s, s % targets));
                break;
            case OneToOne:
                for (int i = 0; i < sources; i++) yield return (i, i, Weight(i, i));
                break;
            case Sparse sparse:
                (IrArray rows, IrArray columns) = (program.Array(sparse.RowPointers), program.Array(sparse.Targets));
                for (int i = 0; i < sources; i++)
                    for (int k = rows[i]; k < rows[i + 1]; k++) yield return (i, columns[k], Weight(k, columns[k]));
                break;
        }
    }
}
