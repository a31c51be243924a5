using Neuro.Ir;

namespace Neuro.Targets.Onnx;

/// <summary>The synapses of a dense, sparse or one-to-one projection by their delay.</summary>
internal sealed class SynapseGroups(SpikeProgram program, Projection projection, int sources, int targets)
{
    // A product of matrices is that much cheaper, for each weight, than gathering.
    private const int DenseAdvantage = 32;

    // Small matrices are multiplied whatever they hold; large ones are never filled up.
    private const long SmallMatrix = 1 << 14;
    private const long LargestMatrix = 1L << 28;

    private readonly IrArray? _weights = program.Array(projection.Weight);
    private readonly IrArray? _delays = program.Array(projection.Delay);

    /// <summary>One group for each delay that occurs.</summary>
    public IEnumerable<SynapseGroup> All()
    {
        if (projection.Connectivity is Dense && _delays is null)
            return [Matrix()];
        SortedDictionary<int, List<(int Source, int Weight)>[]> byDelay = [];
        foreach ((int source, int target, int synapse) in Synapses())
        {
            int delay = _delays?[synapse] ?? projection.Delay.Scalar;
            if (!byDelay.TryGetValue(delay, out List<(int, int)>[]? lists))
                byDelay[delay] = lists = [.. Enumerable.Range(0, targets).Select(_ => new List<(int, int)>())];
            lists[target].Add((source, Weight(synapse)));
        }
        return byDelay.Select(g => Group(g.Key, g.Value));
    }

    private SynapseGroup Matrix()
    {
        int[] matrix = new int[checked(sources * targets)];
        long[] magnitudes = new long[targets];
        for (int i = 0; i < matrix.Length; i++)
        {
            matrix[i] = Weight(i);
            magnitudes[i % targets] += Math.Abs((long)matrix[i]);
        }
        return new SynapseGroup(projection.Delay.Scalar, matrix, [], magnitudes.Max());
    }

    private SynapseGroup Group(int delay, List<(int Source, int Weight)>[] lists)
    {
        long magnitude = lists.Max(l => l.Sum(s => Math.Abs((long)s.Weight)));
        long cells = (long)sources * targets, stored = lists.Sum(l => (long)l.Count);
        if (cells > LargestMatrix || (cells > SmallMatrix && cells > DenseAdvantage * stored))
            return new SynapseGroup(delay, null, lists, magnitude);
        int[] matrix = new int[cells];
        for (int target = 0; target < targets; target++)
        {
            // A pair may occur more than once; the occurrences add.
            foreach ((int source, int weight) in lists[target])
            {
                long sum = (long)matrix[source * targets + target] + weight;
                if (sum is < int.MinValue or > int.MaxValue)
                    return new SynapseGroup(delay, null, lists, magnitude);
                matrix[source * targets + target] = (int)sum;
            }
        }
        return new SynapseGroup(delay, matrix, lists, magnitude);
    }

    private int Weight(int synapse) => _weights?[synapse] ?? projection.Weight.Scalar;

    private IEnumerable<(int Source, int Target, int Synapse)> Synapses()
    {
        switch (projection.Connectivity)
        {
            case Dense:
                for (int i = 0; i < checked(sources * targets); i++)
                    yield return (i / targets, i % targets, i);
                break;
            case OneToOne:
                for (int i = 0; i < sources; i++)
                    yield return (i, i, i);
                break;
            case Sparse sparse:
                IrArray rows = program.Array(sparse.RowPointers);
                IrArray columns = program.Array(sparse.Targets);
                for (int i = 0; i < sources; i++)
                    for (int k = rows[i]; k < rows[i + 1]; k++)
                        yield return (i, columns[k], k);
                break;
            default:
                throw new InvalidOperationException($"'{projection.Name}' is a convolution");
        }
    }
}
