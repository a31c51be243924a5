using System.Runtime.CompilerServices;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>
/// Delivery from dense layers to a batch: the events of eight slots, as bits, pass the weights together, so that a weight is
/// loaded once for all of them. Every thread owns a target of eight slots.
/// </summary>
internal static class BatchSynapses
{
    /// <summary>Slots that a thread owns.</summary>
    public const int Octet = 8;

    /// <summary>Bits of a word.</summary>
    public const int WordBits = 32;

    /// <summary>Sets the bits of the events due, and counts their deliveries; or, afterwards, clears all bits.</summary>
    public static void Pack<TAdder>(ref Machine m, long p, int slot, int tick, int lane, int lanes, bool clear)
        where TAdder : struct, IAdder
    {
        long source = m.Table[p + ProjectionField.Source] * PopulationField.Count;
        long words = Words(ref m, source);
        long first = m.Table[source + PopulationField.Bits] + slot * words;
        if (clear)
        {
            for (long word = lane; word < words; word += lanes)
                m.Bits[first + word] = 0;
            return;
        }
        DueEvents events = DueEvents.Of(ref m, source, slot, tick - (int)m.Table[m.Table[p + ProjectionField.Delays]]);
        for (int e = lane; e < events.Count; e += lanes)
        {
            int neuron = events.Neuron(ref m, e);
            // One event a neuron and tick: no carry.
            default(TAdder).Add(ref m.Bits[first + neuron / WordBits], 1 << (neuron % WordBits));
        }
        if (lane == 0)
        {
            long counter = (long)slot * CounterField.Count + CounterField.SynapticEvents;
            default(TAdder).Add(ref m.Counters[counter], events.Count * m.Table[p + ProjectionField.RowWidth]);
        }
    }

    /// <summary>Delivers the bits to all slots.</summary>
    public static void Deliver<TAdder>(ref Machine m, long p, long thread, long threads)
        where TAdder : struct, IAdder
    {
        int bits = (int)m.Table[p + ProjectionField.WeightBits];
        bool wide = m.Table[p + ProjectionField.Wide] != 0;
        if (bits == 8 && !wide)
            Deliver<Weights8, NarrowSums, TAdder>(ref m, p, thread, threads);
        else if (bits == 16 && !wide)
            Deliver<Weights16, NarrowSums, TAdder>(ref m, p, thread, threads);
        else if (!wide)
            Deliver<Weights32, NarrowSums, TAdder>(ref m, p, thread, threads);
        else if (bits == 8)
            Deliver<Weights8, WideSums, TAdder>(ref m, p, thread, threads);
        else if (bits == 16)
            Deliver<Weights16, WideSums, TAdder>(ref m, p, thread, threads);
        else if (bits == 32)
            Deliver<Weights32, WideSums, TAdder>(ref m, p, thread, threads);
        else
            Deliver<Weights64, WideSums, TAdder>(ref m, p, thread, threads);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Deliver<TWeights, TSums, TAdder>(ref Machine m, long p, long thread, long threads)
        where TWeights : struct, IWeights
        where TSums : struct, ISums
        where TAdder : struct, IAdder
    {
        TWeights weights = default;
        weights.Bind(ref m);
        TSums sums = default;
        sums.Bind(ref m);
        long source = m.Table[p + ProjectionField.Source] * PopulationField.Count;
        long target = m.Table[p + ProjectionField.Target] * PopulationField.Count;
        long words = Words(ref m, source);
        long width = m.Table[p + ProjectionField.RowWidth];
        long stride = m.Table[target + PopulationField.Stride];
        long weightStep = m.Table[p + ProjectionField.WeightStep];
        long factor = m.Table[p + ProjectionField.Factor];
        long units = (m.Slots + Octet - 1) / Octet * width;
        for (long unit = thread; unit < units; unit += threads)
        {
            long octet = unit / width;
            long j = unit - octet * width;
            long bits = m.Table[source + PopulationField.Bits] + octet * Octet * words;
            (long s0, long s1, long s2, long s3) = (0, 0, 0, 0);
            (long s4, long s5, long s6, long s7) = (0, 0, 0, 0);
            for (long word = 0; word < words; word++)
            {
                int b0 = m.Bits[bits + word];
                int b1 = m.Bits[bits + words + word];
                int b2 = m.Bits[bits + 2 * words + word];
                int b3 = m.Bits[bits + 3 * words + word];
                int b4 = m.Bits[bits + 4 * words + word];
                int b5 = m.Bits[bits + 5 * words + word];
                int b6 = m.Bits[bits + 6 * words + word];
                int b7 = m.Bits[bits + 7 * words + word];
                uint any = (uint)(b0 | b1 | b2 | b3 | b4 | b5 | b6 | b7);
                long weight = m.Table[p + ProjectionField.Weights] + (word * WordBits * width + j) * weightStep;
                for (int k = 0; any != 0; k++, any >>= 1, weight += width * weightStep)
                {
                    if ((any & 1) == 0)
                        continue;
                    long w = weights.At(weight);
                    s0 += -(long)((b0 >> k) & 1) & w;
                    s1 += -(long)((b1 >> k) & 1) & w;
                    s2 += -(long)((b2 >> k) & 1) & w;
                    s3 += -(long)((b3 >> k) & 1) & w;
                    s4 += -(long)((b4 >> k) & 1) & w;
                    s5 += -(long)((b5 >> k) & 1) & w;
                    s6 += -(long)((b6 >> k) & 1) & w;
                    s7 += -(long)((b7 >> k) & 1) & w;
                }
            }
            // The last slots of the last octet have no bits, and so no sums, where there are no such slots.
            long sum = m.Table[p + ProjectionField.Sums] + octet * Octet * stride + j;
            Add<TSums, TAdder>(ref sums, sum, s0 * factor);
            Add<TSums, TAdder>(ref sums, sum + stride, s1 * factor);
            Add<TSums, TAdder>(ref sums, sum + 2 * stride, s2 * factor);
            Add<TSums, TAdder>(ref sums, sum + 3 * stride, s3 * factor);
            Add<TSums, TAdder>(ref sums, sum + 4 * stride, s4 * factor);
            Add<TSums, TAdder>(ref sums, sum + 5 * stride, s5 * factor);
            Add<TSums, TAdder>(ref sums, sum + 6 * stride, s6 * factor);
            Add<TSums, TAdder>(ref sums, sum + 7 * stride, s7 * factor);
        }
    }

    private static void Add<TSums, TAdder>(ref TSums sums, long index, long value)
        where TSums : struct, ISums
        where TAdder : struct, IAdder
    {
        if (value != 0)
            sums.Add<TAdder>(index, value);
    }

    private static long Words(ref Machine m, long source) =>
        (m.Table[source + PopulationField.Size] + WordBits - 1) / WordBits;
}
