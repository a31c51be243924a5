using Neuro.Ir;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>The synapses of one delay: of source i those from <see cref="Rows"/>[i] to <see cref="Rows"/>[i + 1].</summary>
/// <param name="Delay">Ticks from emission to arrival.</param>
/// <param name="Rows">Where the synapses of each source begin.</param>
/// <param name="Targets">Their targets, ascending within a row.</param>
/// <param name="Weights">Their weights; null where all have the projection's one weight.</param>
internal sealed record SparseRows(int Delay, int[] Rows, int[] Targets, int[]? Weights)
{
    /// <summary>The synapses of a projection that is not a convolution, one element for each delay that occurs.</summary>
    public static IEnumerable<SparseRows> Of(SpikeProgram program, Projection projection)
    {
        (int sources, int targets) = (program.Population(projection.Source).Size, program.Population(projection.Target).Size);
        (int[] rows, int[] to) = projection.Connectivity switch
        {
            Sparse sparse => (program.Array(sparse.RowPointers).ToInt32(), program.Array(sparse.Targets).ToInt32()),
            Dense => Every(sources, targets, 0),
            _ => Every(sources, 1, 1),
        };
        SparseRows all = new(projection.Delay.Scalar, rows, to, program.Array(projection.Weight)?.ToInt32());
        return program.Array(projection.Delay) is { } delays ? all.ByDelay(delays.ToInt32()) : [all];
    }

    /// <summary>
    /// For part p and source i, element [p, i]: the first synapse whose target is not below the part's first neuron; a last row
    /// of ends follows.
    /// </summary>
    public int[] Boundaries(int parts, int chunk)
    {
        int sources = Rows.Length - 1;
        int[] boundaries = new int[checked((parts + 1) * sources)];
        for (int part = 0; part <= parts; part++)
        {
            for (int i = 0; i < sources; i++)
            {
                Span<int> row = Targets.AsSpan(Rows[i]..Rows[i + 1]);
                boundaries[part * sources + i] = Rows[i] + Below(row, part == parts ? int.MaxValue : (long)part * chunk);
            }
        }
        return boundaries;
    }

    // How many of an ascending row are below the value; equal ones count as not below.
    private static int Below(ReadOnlySpan<int> row, long value)
    {
        (int begin, int end) = (0, row.Length);
        while (begin < end)
        {
            int middle = (begin + end) / 2;
            if (row[middle] < value)
                begin = middle + 1;
            else
                end = middle;
        }
        return begin;
    }

    private static (int[] Rows, int[] Targets) Every(int sources, int width, int step)
    {
        int[] targets = new int[checked(sources * width)];
        for (int i = 0; i < targets.Length; i++)
            targets[i] = i % width + i / width * step;
        return ([.. Enumerable.Range(0, sources + 1).Select(i => i * width)], targets);
    }

    private IEnumerable<SparseRows> ByDelay(int[] delays)
    {
        foreach (int delay in delays.Distinct().Order())
        {
            int[] rows = new int[Rows.Length];
            List<int> chosen = [];
            for (int i = 0; i + 1 < Rows.Length; i++)
            {
                for (int k = Rows[i]; k < Rows[i + 1]; k++)
                {
                    if (delays[k] == delay)
                        chosen.Add(k);
                }
                rows[i + 1] = chosen.Count;
            }
            yield return new(
                delay, rows, [.. chosen.Select(k => Targets[k])], Weights is null ? null : [.. chosen.Select(k => Weights[k])]);
        }
    }
}
