using Neuro.Ir;

namespace Neuro.Benchmarks.Workloads;

/// <summary>Random sparse connectivity with a fixed in-degree: every target hears the same number of distinct sources.</summary>
internal sealed class RandomSparse
{
    private RandomSparse(int[] rowPointers, ushort[] targets) => (RowPointers, Targets) = (rowPointers, targets);

    /// <summary>Where the synapses of each source begin; length sources + 1.</summary>
    public int[] RowPointers { get; }

    /// <summary>Target of each synapse, ascending within a source.</summary>
    public ushort[] Targets { get; }

    /// <summary>
    /// Draws <paramref name="inDegree"/> distinct sources among first … first + count − 1 for each of
    /// <paramref name="neurons"/> targets. The other sources have empty rows.
    /// </summary>
    public static RandomSparse Create(int neurons, int first, int count, int inDegree, ulong seed)
    {
        // Twice the same draws: once to count the rows, once to fill them, so that no list of pairs is held.
        int[] rows = new int[neurons + 1];
        Draw(neurons, count, inDegree, seed, (source, _) => rows[first + source + 1]++);
        for (int i = 0; i < neurons; i++)
            rows[i + 1] += rows[i];
        int[] next = rows[..neurons];
        ushort[] targets = new ushort[neurons * inDegree];
        Draw(neurons, count, inDegree, seed, (source, target) => targets[next[first + source]++] = (ushort)target);
        return new(rows, targets);
    }

    /// <summary>The connectivity and its arrays, named after <paramref name="name"/>.</summary>
    public (Sparse Connectivity, IrArray[] Arrays) ToIr(string name) =>
        (new Sparse($"{name}.rows", $"{name}.targets"),
        [
            IrArray.Wrap($"{name}.rows", [RowPointers.Length], 31, signed: false, RowPointers),
            IrArray.Wrap($"{name}.targets", [Targets.Length], 16, signed: false, Targets),
        ]);

    private static void Draw(int neurons, int count, int inDegree, ulong seed, Action<int, int> found)
    {
        SplitMix64 random = new(seed);
        int[] sources = [.. Enumerable.Range(0, count)];
        for (int target = 0; target < neurons; target++)
        {
            // The first steps of a Fisher–Yates shuffle; any order of the rest will do as its start.
            for (int k = 0; k < inDegree; k++)
            {
                int other = k + random.Below(count - k);
                (sources[k], sources[other]) = (sources[other], sources[k]);
                found(sources[k], target);
            }
        }
    }
}
