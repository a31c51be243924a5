using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>
/// Synapses of one delay by source neuron: row i is elements <see cref="Begin"/>(part)[i] .. <see cref="End"/>(part)[i] of the
/// targets, restricted to the targets that the part owns. The arrays of targets and weights are the program's own wherever
/// possible.
/// </summary>
internal sealed unsafe class SparseRows
{
    // Boundary k of row i is element i of _boundaries[k]; part k lies between boundaries k and k + 1.
    private readonly nint[] _boundaries;
    private readonly object[] _owners;

    private SparseRows(IrArray targets, IrArray? weights, int delay, nint[] boundaries, object[] owners)
    {
        Targets = targets;
        Weights = weights;
        Delay = delay;
        _boundaries = boundaries;
        _owners = owners;
    }

    /// <summary>Target of each synapse, ascending within a row.</summary>
    public IrArray Targets { get; }

    /// <summary>Weight of each synapse, or null where all have the same.</summary>
    public IrArray? Weights { get; }

    /// <summary>Ticks from emission to arrival.</summary>
    public int Delay { get; }

    /// <summary>Number of parts.</summary>
    public int Parts => _boundaries.Length - 1;

    /// <summary>First synapse of each row in a part.</summary>
    public int* Begin(int part) => (int*)_boundaries[part];

    /// <summary>One after the last synapse of each row in a part.</summary>
    public int* End(int part) => (int*)_boundaries[part + 1];

    /// <summary>The synapses of a projection that is not a convolution, one element for each delay that occurs.</summary>
    public static IEnumerable<SparseRows> Of(
        SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int parts)
    {
        IrArray? weights = projection.Weight.Array is { } name ? program.Array(name) : null;
        (int[] rows, IrArray targets) = projection.Connectivity switch
        {
            Sparse sparse => (program.Array(sparse.RowPointers).ToInt32(), program.Array(sparse.Targets)),
            Dense => Every(source.Size, target.Size, 0),
            _ => Every(source.Size, 1, 1),
        };
        if (projection.Delay.Array is not { } delays)
            return [Split(rows, targets, weights, projection.Delay.Scalar, target, parts)];
        return ByDelay(rows, targets, weights, program.Array(delays), target, parts);
    }

    // Row i holds the targets i·step .. i·step + width.
    private static (int[] Rows, IrArray Targets) Every(int sources, int width, int step)
    {
        int[] rows = [.. Enumerable.Range(0, sources + 1).Select(i => checked(i * width))];
        int[] targets = new int[rows[^1]];
        for (int i = 0; i < targets.Length; i++)
            targets[i] = i % width + i / width * step;
        return (rows, IrArray.Create("", [targets.Length], Bits(sources, width, step), signed: false, targets));
    }

    private static int Bits(int sources, int width, int step) => int.Max(1, 32 - int.LeadingZeroCount(width + sources * step));

    private static SparseRows Split(int[] rows, IrArray targets, IrArray? weights, int delay, CpuPopulation target, int parts)
    {
        AlignedArray<int> pointers = new(rows.Length);
        rows.CopyTo(pointers.Slice(0, rows.Length));
        return Split(pointers.Pointer, pointers.Pointer + 1, rows.Length - 1, targets, weights, delay, target, parts, [pointers]);
    }

    private static SparseRows Split(
        int* begin, int* end, int rows, IrArray targets, IrArray? weights, int delay, CpuPopulation target, int parts,
        object[] owners)
    {
        nint[] boundaries = new nint[parts + 1];
        boundaries[0] = (nint)begin;
        boundaries[parts] = (nint)end;
        for (int part = 1; part < parts; part++)
        {
            AlignedArray<int> boundary = new(rows);
            for (int row = 0; row < rows; row++)
                boundary.Pointer[row] = LowerBound(targets, begin[row], end[row], target.Start(part));
            boundaries[part] = (nint)boundary.Pointer;
            owners = [.. owners, boundary];
        }
        return new(targets, weights, delay, boundaries, owners);
    }

    // The first element from begin to end that is not below value.
    private static int LowerBound(IrArray targets, int begin, int end, int value)
    {
        while (begin < end)
        {
            int middle = begin + (end - begin) / 2;
            if (targets[middle] < value)
                begin = middle + 1;
            else
                end = middle;
        }
        return begin;
    }

    // Sorts every row by delay, stably, so that the targets of one delay stay ascending and lie together.
    private static IEnumerable<SparseRows> ByDelay(
        int[] rows, IrArray targets, IrArray? weights, IrArray delays, CpuPopulation target, int parts)
    {
        int[] distinct = [.. delays.ToInt32().Distinct().Order()];
        Dictionary<int, int> rank = distinct.Select((delay, i) => (delay, i)).ToDictionary(d => d.delay, d => d.i);
        int count = rows.Length - 1;
        int[] order = new int[targets.Length];
        AlignedArray<int>[] boundaries = [.. Enumerable.Range(0, distinct.Length + 1).Select(_ => new AlignedArray<int>(count))];
        int[] next = new int[distinct.Length + 1];
        for (int row = 0; row < count; row++)
        {
            Array.Clear(next);
            for (int s = rows[row]; s < rows[row + 1]; s++)
                next[rank[delays[s]] + 1]++;
            next[0] = rows[row];
            for (int k = 0; k < distinct.Length; k++)
                next[k + 1] += next[k];
            for (int k = 0; k <= distinct.Length; k++)
                boundaries[k].Pointer[row] = next[k];
            for (int s = rows[row]; s < rows[row + 1]; s++)
                order[next[rank[delays[s]]]++] = s;
        }
        IrArray sortedTargets = Reorder(targets, order);
        IrArray? sortedWeights = weights is null ? null : Reorder(weights, order);
        return [.. distinct.Select((delay, k) => Split(
            boundaries[k].Pointer, boundaries[k + 1].Pointer, count, sortedTargets, sortedWeights, delay, target, parts,
            boundaries))];
    }

    private static IrArray Reorder(IrArray array, int[] order)
    {
        int[] values = new int[order.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = array[order[i]];
        return IrArray.Create("", [values.Length], array.Bits, array.Signed, values);
    }
}
