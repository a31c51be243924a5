using Neuro.Ir;

namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>
/// The synapses of a plastic projection, numbered as their weights are, listed by source and by target: what kernels of devices
/// look up. Where every row has one width (dense, one-to-one), arithmetic takes the place of lists.
/// </summary>
internal sealed class SynapseLists
{
    /// <summary>Lists the synapses of <paramref name="projection"/>, which is dense, sparse or one-to-one.</summary>
    public SynapseLists(SpikeProgram program, Projection projection)
    {
        SourceSize = program.Population(projection.Source).Size;
        TargetSize = program.Population(projection.Target).Size;
        if (projection.Connectivity is not Sparse sparse)
        {
            bool isDense = projection.Connectivity is Dense;
            (Width, TargetStep) = isDense ? (TargetSize, 0) : (1, 1);
            Count = checked(SourceSize * Width);
            (LongestRow, LongestColumn) = (Width, isDense ? SourceSize : 1);
            return;
        }
        int[] rows = program.Array(sparse.RowPointers).ToInt32();
        int[] targets = program.Array(sparse.Targets).ToInt32();
        Count = targets.Length;
        Lists = new(rows, targets, Sources(rows), Columns(targets), Members(targets));
        LongestRow = Longest(rows);
        LongestColumn = Longest(Lists.ColumnPointers);
    }

    /// <summary>Number of synapses.</summary>
    public int Count { get; }

    /// <summary>Neurons of the source.</summary>
    public int SourceSize { get; }

    /// <summary>Neurons of the target.</summary>
    public int TargetSize { get; }

    /// <summary>Synapses of each row, where <see cref="Lists"/> is null: synapse s has source s / Width.</summary>
    public int Width { get; }

    /// <summary>Where <see cref="Lists"/> is null: the first target of a row divided by its source, 0 or 1.</summary>
    public int TargetStep { get; }

    /// <summary>Synapses of the source that has most.</summary>
    public int LongestRow { get; }

    /// <summary>Synapses of the target that has most.</summary>
    public int LongestColumn { get; }

    /// <summary>The lists; null where every row has one width.</summary>
    public Stored? Lists { get; }

    private static int Longest(int[] pointers)
    {
        int longest = 0;
        for (int i = 0; i + 1 < pointers.Length; i++)
            longest = Math.Max(longest, pointers[i + 1] - pointers[i]);
        return longest;
    }

    private static int[] Sources(int[] rows)
    {
        int[] sources = new int[rows[^1]];
        for (int source = 0; source + 1 < rows.Length; source++)
            sources.AsSpan(rows[source], rows[source + 1] - rows[source]).Fill(source);
        return sources;
    }

    private int[] Columns(int[] targets)
    {
        int[] pointers = new int[TargetSize + 1];
        foreach (int target in targets)
            pointers[target + 1]++;
        for (int target = 0; target < TargetSize; target++)
            pointers[target + 1] += pointers[target];
        return pointers;
    }

    private int[] Members(int[] targets)
    {
        int[] next = Columns(targets);
        int[] members = new int[targets.Length];
        for (int synapse = 0; synapse < targets.Length; synapse++)
            members[next[targets[synapse]]++] = synapse;
        return members;
    }

    /// <summary>The lists of synapses whose rows differ in width.</summary>
    /// <param name="RowPointers">By source neuron: its first synapse; and the end of the last.</param>
    /// <param name="Targets">Target of each synapse.</param>
    /// <param name="Sources">Source of each synapse.</param>
    /// <param name="ColumnPointers">By target neuron: its first place in <paramref name="Members"/>; and the end of the
    /// last.</param>
    /// <param name="Members">The synapses of one target after the other, ascending.</param>
    public sealed record Stored(int[] RowPointers, int[] Targets, int[] Sources, int[] ColumnPointers, int[] Members);
}
