using System.Runtime.CompilerServices;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Reductions: SEMANTICS.md, section 13, with the names used there. A thread takes one group after the other.</summary>
internal static class Reductions
{
    // From this u on, e is 0.
    private const long LargestExponent = 7936;
    private const int FractionOfExponent = 8;

    /// <summary>Adds the reduction whose descriptor begins at <paramref name="r"/> to its port.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TAdder>(ref Machine m, long r, int slot, int lane, int lanes)
        where TAdder : struct, IAdder
    {
        long source = m.Table[r + ReductionField.Source] * PopulationField.Count;
        long target = m.Table[r + ReductionField.Target] * PopulationField.Count;
        long size = m.Table[source + PopulationField.Size];
        long group = m.Table[r + ReductionField.Group];
        long x = m.Table[r + ReductionField.State] + slot * m.Table[source + PopulationField.Stride];
        long sums = m.Table[r + ReductionField.Sums] + slot * m.Table[target + PopulationField.Stride];
        bool each = m.Table[target + PopulationField.Size] == size;
        int kind = (int)m.Table[r + ReductionField.Kind];
        for (long g = lane; g < size / group; g += lanes)
        {
            long first = g * group;
            if (kind == (int)ReductionKind.KMax)
            {
                AddLargest<TAdder>(ref m, r, x + first, sums + first, group);
                continue;
            }
            if (kind == (int)ReductionKind.Softmax)
            {
                AddShares<TAdder>(ref m, r, x + first, sums + first, group);
                continue;
            }
            long value = Value(ref m, r, kind, x + first, group);
            long places = each ? group : 1;
            for (long i = 0; i < places; i++)
                Add<TAdder>(ref m, r, sums + (each ? first : g) + i, value);
        }
    }

    private static long Value(ref Machine m, long r, int kind, long x, long group)
    {
        long floor = m.Table[r + ReductionField.Floor];
        long sum = 0;
        long count = 0;
        long largest = int.MinValue;
        long best = long.MinValue;
        long place = -1;
        for (long i = 0; i < group; i++)
        {
            long v = m.States[x + i];
            sum += v;
            count += v != 0 ? 1 : 0;
            largest = v > largest ? v : largest;
            if (v >= floor && v > best)
            {
                best = v;
                place = i;
            }
        }
        if (kind == (int)ReductionKind.Sum)
            return sum;
        if (kind == (int)ReductionKind.Max)
            return largest;
        if (kind == (int)ReductionKind.Count)
            return count;
        if (kind == (int)ReductionKind.ArgMax)
            return place;
        return place < 0 ? 1 : 0;
    }

    // The next largest is the largest of those that come after the last one.
    private static void AddLargest<TAdder>(ref Machine m, long r, long x, long sums, long group)
        where TAdder : struct, IAdder
    {
        long floor = m.Table[r + ReductionField.Floor];
        long count = m.Table[r + ReductionField.Count];
        long last = long.MaxValue;
        long lastPlace = -1;
        for (long k = 0; k < count; k++)
        {
            long best = long.MinValue;
            long place = -1;
            for (long i = 0; i < group; i++)
            {
                long v = m.States[x + i];
                bool after = v < last || (v == last && i > lastPlace);
                if (v >= floor && after && v > best)
                {
                    best = v;
                    place = i;
                }
            }
            if (place < 0)
                return;
            Add<TAdder>(ref m, r, sums + place, 1);
            last = best;
            lastPlace = place;
        }
    }

    private static void AddShares<TAdder>(ref Machine m, long r, long x, long sums, long group)
        where TAdder : struct, IAdder
    {
        long largest = int.MinValue;
        for (long i = 0; i < group; i++)
            largest = m.States[x + i] > largest ? m.States[x + i] : largest;
        long sum = 0;
        for (long i = 0; i < group; i++)
            sum += Power(ref m, r, largest - m.States[x + i]);
        int bits = (int)m.Table[r + ReductionField.Count];
        for (long i = 0; i < group; i++)
        {
            long share = (Power(ref m, r, largest - m.States[x + i]) << bits) / sum;
            Add<TAdder>(ref m, r, sums + i, share);
        }
    }

    // e = E[u mod 256] >> ⌊u / 256⌋.
    private static long Power(ref Machine m, long r, long q)
    {
        long u = (q << FractionOfExponent) >> (int)m.Table[r + ReductionField.Fraction];
        if (u >= LargestExponent)
            return 0;
        long mask = (1L << FractionOfExponent) - 1;
        return m.Constants[m.Table[r + ReductionField.Powers] + (u & mask)] >> (int)(u >> FractionOfExponent);
    }

    private static void Add<TAdder>(ref Machine m, long r, long index, long value)
        where TAdder : struct, IAdder
    {
        if (m.Table[r + ReductionField.Wide] != 0)
            default(TAdder).Add(ref m.WideSums[index], value);
        else
            default(TAdder).Add(ref m.Sums[index], (int)value);
    }
}
