using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;

namespace Neuro.Testing.Programs;

/// <summary>What sessions have learned, compared.</summary>
public static class LearningState
{
    /// <summary>
    /// The first per-synapse array, by projection, in which <paramref name="actual"/> differs in one of its slots, or else its
    /// counters of learning, said with the coordinates; null where nothing does. It may have fewer slots than
    /// <paramref name="expected"/>.
    /// </summary>
    public static string? FirstDifference(ILearningSession expected, ILearningSession actual)
    {
        SpikeProgram program = expected.Program;
        for (int slot = 0; slot < actual.BatchSize; slot++)
        {
            foreach (Projection projection in program.Projections)
            {
                if (projection.Plasticity is not { } plasticity)
                    continue;
                int[] a = new int[SynapseCounts.Of(program, projection)], b = new int[a.Length];
                string[] arrays = ["weight", .. plasticity.Arrays.Select(v => v.Name), .. PulseCounts.Of(plasticity)];
                foreach (string array in arrays)
                {
                    expected.ReadSynapses(projection.Name, array, slot, a);
                    actual.ReadSynapses(projection.Name, array, slot, b);
                    int at = a.AsSpan().CommonPrefixLength(b);
                    if (at < a.Length)
                    {
                        return $"slot {slot}, projection '{projection.Name}', array '{array}', synapse {at}: "
                            + $"expected {a[at]}, actual {b[at]}";
                    }
                }
            }
            if (expected.LearningCounters(slot) != actual.LearningCounters(slot))
                return $"slot {slot}: expected {expected.LearningCounters(slot)}, actual {actual.LearningCounters(slot)}";
        }
        return null;
    }
}
