using System.Numerics;
using System.Runtime.CompilerServices;
using Neuro.Emulator.Cpu.Learning;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>Compressed rows: every event walks its source's row and adds to the sums of the targets there.</summary>
/// <typeparam name="TTarget">Storage of the targets.</typeparam>
/// <typeparam name="TWeight">Storage of the weights; any where there are none.</typeparam>
/// <typeparam name="TSum">32- or 64-bit sums.</typeparam>
internal sealed unsafe class SparseDelivery<TTarget, TWeight, TSum> : SynapticDelivery
    where TTarget : unmanaged
    where TWeight : unmanaged
    where TSum : unmanaged, IBinaryInteger<TSum>
{
    private readonly SparseRows _rows;
    private readonly Scale _scale;
    private readonly TSum _factor;
    private readonly SynapseStorage? _weights;

    /// <summary>The delivery over <paramref name="rows"/>.</summary>
    /// <param name="rows">The synapses.</param>
    /// <param name="scale">Multiplier and shift.</param>
    /// <param name="weight">The weight of all synapses where the rows have none.</param>
    /// <param name="source">Where events come from.</param>
    /// <param name="target">Whose port is added to.</param>
    /// <param name="port">Number of the port.</param>
    /// <param name="weights">The weights of every slot where they change, else null.</param>
    public SparseDelivery(
        SparseRows rows, Scale scale, int weight, CpuPopulation source, CpuPopulation target, int port, SynapseStorage? weights)
        : base(source, target, port, rows.Delay)
    {
        _rows = rows;
        _scale = scale;
        _weights = weights;
        _factor = Elements.Sum<TSum>(scale.Factor)
            * (rows.Weights is null && weights is null ? Elements.Sum<TSum>(weight) : TSum.One);
    }

    /// <inheritdoc/>
    protected override long Deliver(EventList events, int slot, int part)
    {
        TSum* sums = Sums<TSum>(slot);
        int* begin = _rows.Begin(part);
        int* end = _rows.End(part);
        fixed (TTarget* targets = _rows.Targets.AsSpan<TTarget>())
        {
            if (_weights is not null)
                return Weighted(events, begin, end, targets, (TWeight*)_weights.Row(slot), sums);
            if (_rows.Weights is null)
                return Uniform(events, begin, end, targets, sums);
            fixed (TWeight* weights = _rows.Weights.AsSpan<TWeight>())
                return Weighted(events, begin, end, targets, weights, sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long Uniform(EventList events, int* begin, int* end, TTarget* targets, TSum* sums)
    {
        int* multipliers = _scale.Multipliers;
        long delivered = 0;
        for (int e = 0; e < events.Count; e++)
        {
            int row = events.Indices[e];
            TTarget* first = targets + begin[row];
            nint count = end[row] - begin[row];
            delivered += count;
            TSum addend = Addend(events, e);
            nint s = 0;
            if (multipliers == null)
            {
                for (; s + 4 <= count; s += 4)
                {
                    sums[Elements.Value(first[s])] += addend;
                    sums[Elements.Value(first[s + 1])] += addend;
                    sums[Elements.Value(first[s + 2])] += addend;
                    sums[Elements.Value(first[s + 3])] += addend;
                }
                for (; s < count; s++)
                    sums[Elements.Value(first[s])] += addend;
            }
            for (; s < count; s++)
            {
                int target = Elements.Value(first[s]);
                sums[target] += addend * Elements.Sum<TSum>(multipliers[target]);
            }
        }
        return delivered;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long Weighted(EventList events, int* begin, int* end, TTarget* targets, TWeight* weights, TSum* sums)
    {
        int* multipliers = _scale.Multipliers;
        long delivered = 0;
        for (int e = 0; e < events.Count; e++)
        {
            int row = events.Indices[e];
            TTarget* first = targets + begin[row];
            TWeight* weight = weights + begin[row];
            nint count = end[row] - begin[row];
            delivered += count;
            TSum factor = Addend(events, e);
            nint s = 0;
            if (multipliers == null)
            {
                for (; s + 4 <= count; s += 4)
                {
                    sums[Elements.Value(first[s])] += Elements.Sum<TSum>(Elements.Value(weight[s])) * factor;
                    sums[Elements.Value(first[s + 1])] += Elements.Sum<TSum>(Elements.Value(weight[s + 1])) * factor;
                    sums[Elements.Value(first[s + 2])] += Elements.Sum<TSum>(Elements.Value(weight[s + 2])) * factor;
                    sums[Elements.Value(first[s + 3])] += Elements.Sum<TSum>(Elements.Value(weight[s + 3])) * factor;
                }
                for (; s < count; s++)
                    sums[Elements.Value(first[s])] += Elements.Sum<TSum>(Elements.Value(weight[s])) * factor;
            }
            for (; s < count; s++)
            {
                int target = Elements.Value(first[s]);
                sums[target] += Elements.Sum<TSum>(Elements.Value(weight[s])) * factor * Elements.Sum<TSum>(multipliers[target]);
            }
        }
        return delivered;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TSum Addend(EventList events, int e) =>
        events.Payloads == null ? _factor : _factor * Elements.Sum<TSum>(events.Payloads[e]);
}
