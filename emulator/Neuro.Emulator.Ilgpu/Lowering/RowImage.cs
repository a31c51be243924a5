using Neuro.Ir;

namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>Synapses by source neuron and delay.</summary>
/// <param name="Delays">The delays that occur, ascending.</param>
/// <param name="Pointers">First synapse of each [source, delay], and the end of the last; null where rows have one width.</param>
/// <param name="Targets">Target of each synapse; null where those of a row follow one another.</param>
/// <param name="Width">Synapses of a row, where they have one width.</param>
/// <param name="TargetStep">First target of a row divided by its source, where targets follow one another.</param>
/// <param name="Order">The program's number of each synapse; null for their own order.</param>
/// <param name="Longest">Synapses of the longest row.</param>
/// <param name="Count">Number of synapses.</param>
internal sealed record RowImage(
    int[] Delays, int[]? Pointers, int[]? Targets, int Width, int TargetStep, int[]? Order, int Longest, int Count)
{
    /// <summary>The rows of <paramref name="projection"/>, which is not a convolution.</summary>
    public static RowImage Of(SpikeProgram program, Projection projection, int sources, int targets)
    {
        bool regular = projection.Connectivity is not Sparse;
        (int width, int step) = projection.Connectivity is OneToOne ? (1, 1) : (targets, 0);
        if (regular && !projection.Delay.IsArray)
            return new([projection.Delay.Scalar], null, null, width, step, null, width, checked(sources * width));
        (int[] rows, int[] ends) = projection.Connectivity is Sparse sparse
            ? (program.Array(sparse.RowPointers).ToInt32(), program.Array(sparse.Targets).ToInt32())
            : Every(sources, width, step);
        int longest = 0;
        for (int i = 0; i < sources; i++)
            longest = Math.Max(longest, rows[i + 1] - rows[i]);
        return projection.Delay.IsArray
            ? ByDelay(rows, ends, program.Array(projection.Delay)!.ToInt32(), longest)
            : new([projection.Delay.Scalar], rows, ends, 0, 0, null, longest, ends.Length);
    }

    /// <summary>The target of a synapse by the number that the program gives it.</summary>
    public static Func<int, int> TargetOf(SpikeProgram program, Projection projection, int targets)
    {
        if (projection.Connectivity is Sparse sparse)
        {
            IrArray ends = program.Array(sparse.Targets);
            return synapse => ends[synapse];
        }
        return projection.Connectivity is OneToOne ? synapse => synapse : synapse => synapse % targets;
    }

    private static (int[] Rows, int[] Targets) Every(int sources, int width, int step)
    {
        int[] rows = [.. Enumerable.Range(0, sources + 1).Select(i => checked(i * width))];
        int[] targets = new int[rows[^1]];
        for (int i = 0; i < targets.Length; i++)
            targets[i] = i % width + i / width * step;
        return (rows, targets);
    }

    // Sorts every row by delay.
    private static RowImage ByDelay(int[] rows, int[] targets, int[] delays, int longest)
    {
        int[] distinct = [.. delays.Distinct().Order()];
        if (distinct.Length == 0)
            distinct = [0];
        Dictionary<int, int> rank = distinct.Index().ToDictionary(d => d.Item, d => d.Index);
        int sources = rows.Length - 1;
        int[] pointers = new int[checked(sources * distinct.Length + 1)];
        int[] order = new int[targets.Length];
        int[] next = new int[distinct.Length];
        for (int row = 0; row < sources; row++)
        {
            Array.Clear(next);
            for (int s = rows[row]; s < rows[row + 1]; s++)
                next[rank[delays[s]]]++;
            int begin = rows[row];
            for (int k = 0; k < distinct.Length; k++)
            {
                pointers[row * distinct.Length + k] = begin;
                (begin, next[k]) = (begin + next[k], begin);
            }
            for (int s = rows[row]; s < rows[row + 1]; s++)
                order[next[rank[delays[s]]]++] = s;
        }
        pointers[^1] = targets.Length;
        return new(distinct, pointers, Array.ConvertAll(order, s => targets[s]), 0, 0, order, longest, targets.Length);
    }
}
