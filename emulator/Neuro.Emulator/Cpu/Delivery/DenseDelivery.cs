using System.Runtime.CompilerServices;
using Neuro.Emulator.Cpu.Learning;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>Every source to every target: the rows of the events' sources are summed column block by column block.</summary>
/// <typeparam name="TWeight">sbyte, short or int: the narrowest that holds every weight.</typeparam>
internal sealed unsafe class DenseDelivery<TWeight> : SynapticDelivery
    where TWeight : unmanaged
{
    private readonly Scale _scale;
    private readonly int _sources;

    // [source, padded target], and a row of zeros; of slot 0 where every slot has weights of its own.
    private readonly TWeight* _weights;
    private readonly long _slotLength;
    private readonly object _owner;

    // Rows of bytes that may be summed in 16 bits before the sum can overflow.
    private readonly int _safeRows;

    /// <summary>The delivery of <paramref name="projection"/>, whose weights are an array and whose delay is scalar.</summary>
    public DenseDelivery(SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int port)
        : base(source, target, port, projection.Delay.Scalar)
    {
        _scale = new(program, projection, target);
        IrArray weights = program.Array(projection.Weight.Array!);
        AlignedArray<TWeight> memory = new((source.Size + 1L) * target.Stride);
        _owner = memory;
        _weights = memory.Pointer;
        _sources = source.Size;
        int largest = 1;
        for (int row = 0; row < source.Size; row++)
        {
            for (int column = 0; column < target.Size; column++)
            {
                int weight = weights[row * target.Size + column];
                largest = Math.Max(largest, Math.Abs(weight == int.MinValue ? int.MaxValue : weight));
                _weights[(long)row * target.Stride + column] = Narrow(weight);
            }
        }
        _safeRows = short.MaxValue / largest;
    }

    /// <summary>The same where every slot has weights of its own, which change: a row of zeros lies behind each slot's.</summary>
    public DenseDelivery(
        SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int port, SynapseStorage weights)
        : base(source, target, port, projection.Delay.Scalar)
    {
        _scale = new(program, projection, target);
        _sources = source.Size;
        _owner = weights;
        _weights = (TWeight*)weights.Row(0);
        _slotLength = target.Slots > 1 ? (TWeight*)weights.Row(1) - _weights : 0;
        Plasticity range = projection.Plasticity!;
        _safeRows = (int)(short.MaxValue / Math.Max(1, Math.Max(-(long)range.WeightMinimum, range.WeightMaximum)));
    }

    /// <inheritdoc/>
    protected override void DeliverSlots(
        EventHistory history, int place, int firstSlot, int endSlot, int part, long* synapticEvents)
    {
        bool small = Target.Size <= DenseKernels.SmallColumns && history.Parts == 1;
        bool bytes = typeof(TWeight) == typeof(sbyte) && history.UnitPayloads;
        if (small && bytes)
            DeliverSmall(history, place, firstSlot, endSlot, synapticEvents);
        else
            base.DeliverSlots(history, place, firstSlot, endSlot, part, synapticEvents);
    }

    // Of a small layer little more than calls and mispredicted branches would remain: one loop over slots with everything
    // inlined.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DeliverSmall(EventHistory history, int place, int firstSlot, int endSlot, long* synapticEvents)
    {
        sbyte* weights = (sbyte*)(_weights + firstSlot * _slotLength);
        int* sums = Sums<int>(firstSlot);
        int* indices = history.Indices(place) + (long)firstSlot * history.Stride;
        int* counts = history.Counts(place);
        int* multipliers = _scale.Multipliers;
        (int stride, int size, int factor) = (Target.Stride, Target.Size, (int)_scale.Factor);
        for (int slot = firstSlot; slot < endSlot; slot++, sums += stride, indices += history.Stride, weights += _slotLength)
        {
            EventList events = new(indices, null, counts[slot]);
            DenseKernels.AddFewBytes(weights, stride, _sources, events, new(sums, multipliers, factor, 0, size), _safeRows);
            synapticEvents[slot] += (long)events.Count * size;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override long Deliver(EventList events, int slot, int part)
    {
        (int start, int end) = (Target.Start(part), Target.End(part));
        TWeight* weights = _weights + slot * _slotLength;
        DenseColumns columns = new(Sums<int>(slot), _scale.Multipliers, (int)_scale.Factor, start, end);
        if (typeof(TWeight) == typeof(sbyte) && events.Payloads == null)
            DenseKernels.AddBytes((sbyte*)weights, Target.Stride, _sources, events, columns, _safeRows);
        else
            DenseKernels.Add(weights, Target.Stride, events, columns);
        return (long)events.Count * (end - start);
    }

    private static TWeight Narrow(int weight)
    {
        if (typeof(TWeight) == typeof(sbyte))
            return (TWeight)(object)(sbyte)weight;
        return typeof(TWeight) == typeof(short) ? (TWeight)(object)(short)weight : (TWeight)(object)weight;
    }
}
