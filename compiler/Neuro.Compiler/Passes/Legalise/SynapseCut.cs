using Neuro.Ir;

namespace Neuro.Compiler.Passes;

/// <summary>Takes some of a projection's synapses out as a projection of its own, stored as compressed sparse rows.</summary>
internal static class SynapseCut
{
    /// <summary>The synapses of <paramref name="projection"/> that <paramref name="keep"/> chooses by source and target.
    /// </summary>
    /// <param name="program">The program.</param>
    /// <param name="projection">A projection without a device and without a rule.</param>
    /// <param name="name">Name of the new one, which begins those of its arrays.</param>
    /// <param name="keep">Whether a synapse from a source to a target is kept.</param>
    /// <returns>The projection, and its arrays. Synapses of weight zero are left out.</returns>
    public static (Projection Projection, List<IrArray> Arrays) Of(
        SpikeProgram program, Projection projection, string name, Func<int, int, bool> keep)
    {
        IrArray? weights = program.Array(projection.Weight), delays = program.Array(projection.Delay);
        (int Source, int Target, int Index)[] synapses =
        [
            .. All(program, projection)
                .Where(s => keep(s.Source, s.Target) && (weights is null || weights[weights.Length == 1 ? 0 : s.Index] != 0))
                .OrderBy(s => s.Source).ThenBy(s => s.Target),
        ];
        int[] rows = new int[program.Population(projection.Source).Size + 1];
        foreach ((int source, _, _) in synapses) rows[source + 1]++;
        for (int i = 1; i < rows.Length; i++) rows[i] += rows[i - 1];
        Sparse sparse = new($"{name}.rows", $"{name}.targets");
        List<IrArray> arrays =
        [
            IrArray.Create(sparse.RowPointers, [rows.Length], 31, signed: false, rows),
            IrArray.Create(
                sparse.Targets, [synapses.Length], 31, signed: false, [.. synapses.Select(s => s.Target)]),
        ];
        return (projection with
        {
            Name = name,
            Connectivity = sparse,
            Weight = Gathered(weights, "weight", projection.Weight),
            Delay = Gathered(delays, "delay", projection.Delay),
            Multiplier = Multiplier(),
        }, arrays);

        IrValue Gathered(IrArray? values, string what, IrValue scalar)
        {
            if (values is null) return scalar;
            if (values.Length == 1) return values[0];
            arrays.Add(IrArray.Create(
                $"{name}.{what}", [synapses.Length], values.Bits, values.Signed, [.. synapses.Select(s => values[s.Index])]));
            return IrValue.FromArray(arrays[^1].Name);
        }

        // Those of a convolution are by channel.
        IrValue Multiplier()
        {
            int targets = program.Population(projection.Target).Size;
            if (program.Array(projection.Multiplier) is not { } factors || factors.Length == targets)
                return projection.Multiplier;
            arrays.Add(IrArray.Create(
                $"{name}.multiplier", [targets], factors.Bits, factors.Signed,
                [.. Enumerable.Range(0, targets).Select(j => factors[(int)((long)j * factors.Length / targets)])]));
            return IrValue.FromArray(arrays[^1].Name);
        }
    }

    /// <summary>Every synapse: its source, its target, and the index of its weight and delay.</summary>
    public static IEnumerable<(int Source, int Target, int Index)> All(SpikeProgram program, Projection projection)
    {
        int sources = program.Population(projection.Source).Size, targets = program.Population(projection.Target).Size;
        switch (projection.Connectivity)
        {
            case OneToOne:
                for (int i = 0; i < sources; i++) yield return (i, i, i);
                break;
            case Sparse sparse:
                (IrArray rows, IrArray columns) = (program.Array(sparse.RowPointers), program.Array(sparse.Targets));
                for (int i = 0; i < sources; i++)
                    for (int s = rows[i]; s < rows[i + 1]; s++) yield return (i, columns[s], s);
                break;
            case Convolution convolution:
                for (int j = 0; j < targets; j++)
                    foreach ((int source, int kernel) in Footprint.KernelTaps(convolution, j)) yield return (source, j, kernel);
                break;
            default:
                for (int i = 0; i < sources; i++)
                    for (int j = 0; j < targets; j++) yield return (i, j, (i * targets) + j);
                break;
        }
    }
}
