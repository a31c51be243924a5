using System.Collections.Immutable;
using System.Numerics;

namespace Neuro.Targets.Ranc;

/// <summary>
/// The weights that a neuron has for the types of axons, such that each of its synapses is the sum over some of the types: with g
/// the greatest common divisor, g, 2g, 4g and −8g hold every 4-bit multiple of g.
/// </summary>
/// <param name="Weights">The weight of each type that is in use.</param>
/// <param name="Codes">For each synapse the types whose weights add up to it, one bit each.</param>
internal sealed record RancBasis(ImmutableArray<int> Weights, ImmutableArray<int> Codes)
{
    /// <summary>The basis of <paramref name="synapses"/>; null where <paramref name="types"/> weights of
    /// <paramref name="bits"/> bits do not make them up.</summary>
    public static RancBasis? Find(IReadOnlyList<int> synapses, int types, int bits)
    {
        if (synapses.All(w => w == 0)) return new([], [.. synapses.Select(_ => 0)]);
        RancBasis basis = Binary(synapses);
        if (basis.Weights.Length > types) basis = Selected(synapses);
        int most = (1 << (bits - 1)) - 1;
        return basis.Weights.Length <= types && basis.Weights.All(w => w <= most && w >= ~most) ? basis : null;
    }

    private static RancBasis Binary(IReadOnlyList<int> synapses)
    {
        int unit = synapses.Aggregate(0, (g, w) => (int)BigInteger.GreatestCommonDivisor(g, w));
        int highest = Math.Max(synapses.Max() / unit, 0), lowest = Math.Min(synapses.Min() / unit, 0);
        // All of one sign need no bit for it.
        bool mixed = highest > 0 && lowest < 0;
        int sign = highest > 0 ? 1 : -1;
        int width = mixed ? Math.Max(Width(highest), Width(~lowest)) + 1 : Width(Math.Max(highest, -lowest));
        return new(
            [.. Enumerable.Range(0, width).Select(k => (mixed && k == width - 1 ? -1 : sign) * (unit << Math.Min(k, 24)))],
            [.. synapses.Select(w => (mixed ? 1 : sign) * (w / unit) & ((1 << width) - 1))]);
    }

    // Any few numbers: one type for each.
    private static RancBasis Selected(IReadOnlyList<int> synapses)
    {
        int[] values = [.. synapses.Where(w => w != 0).Distinct().Order()];
        return new([.. values], [.. synapses.Select(w => w == 0 ? 0 : 1 << Math.Min(Array.BinarySearch(values, w), 30))]);
    }

    private static int Width(int value) => 32 - BitOperations.LeadingZeroCount((uint)value);
}
