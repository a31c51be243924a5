using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>
/// For each target neuron of a projection, the sums of its positive and of its negative scaled weights, Σ ((w ·
/// multiplier) · 2^shift): what one payload each of 1 from every source would add at most and at least. Where neurons fire by
/// the event, the largest and the smallest that one source adds. Neurons that must have the same sums share them.
/// </summary>
internal sealed class WeightSums
{
    /// <summary>Sums at or beyond this magnitude are not told apart: no accumulator is proven to hold them.</summary>
    public const long Limit = 1L << 62;

    private const int ChunkLength = 4096;

    private readonly long[] _positive;
    private readonly long[] _negative;
    private readonly int _neuronsPerSum;
    private readonly bool _oneSource;

    private WeightSums(int count, int neuronsPerSum, bool oneSource) =>
        (_positive, _negative, _neuronsPerSum, _oneSource) = (new long[count], new long[count], neuronsPerSum, oneSource);

    /// <summary>The sums of <paramref name="neuron"/>, and the first neuron after it whose sums may differ.</summary>
    public (long Positive, long Negative, long Next) At(int neuron)
    {
        int index = neuron / _neuronsPerSum;
        return (_positive[index], _negative[index], (index + 1L) * _neuronsPerSum);
    }

    /// <summary>The sums of a projection whose shapes have been checked, in one pass over its weights.</summary>
    public static WeightSums Of(
        SpikeProgram program, Dictionary<string, IrArray> arrays, Projection projection, int sources, int targets)
    {
        IrArray? weights = projection.Weight.Array is { } name ? arrays[name] : null;
        bool one = program.Firing == Firing.Event;
        int adding = one ? 1 : sources;
        WeightSums sums = projection.Connectivity switch
        {
            not null when projection.Plasticity is { } plasticity => Any(projection, arrays, adding, targets, plasticity, one),
            Dense when weights is null => Uniform(targets, (long)projection.Weight.Scalar * adding, one),
            Dense => Rows(weights, targets, one),
            OneToOne => weights is null ? Uniform(targets, projection.Weight.Scalar, one) : Rows(weights, targets, one),
            Convolution c => Kernels(c, weights, projection.Weight.Scalar, one),
            Sparse s => Synapses(arrays, s, weights, projection.Weight.Scalar, targets, one),
            _ => throw new InvalidOperationException($"'{program.Name}' has an unknown connectivity"),
        };
        return sums.Scale(projection.Multiplier.Array is { } multiplier ? arrays[multiplier] : null, projection, targets);
    }

    /// <summary>Whatever weights of a plasticity's range the synapses come to have.</summary>
    private static WeightSums Any(
        Projection projection, Dictionary<string, IrArray> arrays, int adding, int targets, Plasticity plasticity, bool one)
    {
        (int most, int least) = (Math.Max(plasticity.WeightMaximum, 0), Math.Min(plasticity.WeightMinimum, 0));
        WeightSums Sums(int weight) => projection.Connectivity switch
        {
            Sparse s => Synapses(arrays, s, null, weight, targets, one),
            Dense => Uniform(targets, (long)weight * adding, one),
            _ => Uniform(targets, weight, one),
        };
        WeightSums sums = Sums(most);
        Sums(least)._negative.CopyTo(sums._negative, 0);
        return sums;
    }

    private static WeightSums Uniform(int targets, long sum, bool one)
    {
        WeightSums sums = new(1, targets, one);
        sums.Add(0, sum);
        return sums;
    }

    /// <summary>Row-major [source, target] weights.</summary>
    private static WeightSums Rows(IrArray weights, int targets, bool one)
    {
        WeightSums sums = new(targets, 1, one);
        Span<int> chunk = stackalloc int[ChunkLength];
        int target = 0;
        for (int start = 0; start < weights.Length; start += ChunkLength)
        {
            Span<int> part = chunk[..Math.Min(ChunkLength, weights.Length - start)];
            weights.Widen(start, part);
            foreach (int weight in part)
            {
                sums.Add(target, weight);
                if (++target == targets) target = 0;
            }
        }
        return sums;
    }

    /// <summary>All taps of a channel's kernels: exact where no tap is out of range, a bound at the borders.</summary>
    /// <remarks>One source has at most one tap to a target.</remarks>
    private static WeightSums Kernels(Convolution c, IrArray? weights, int scalar, bool one)
    {
        int plane = c.OutputHeight * c.OutputWidth;
        // No source has more than one tap to a target, so taps beyond the source's size are out of range.
        Int128 taps = (Int128)(c.InputChannels / c.Groups) * c.KernelHeight * c.KernelWidth;
        if (weights is null)
            return Uniform(c.OutputChannels * plane, scalar * (one ? 1 : (long)Int128.Min(taps, c.InputSize)), one);
        WeightSums sums = new(c.OutputChannels, plane, one);
        for (int i = 0; i < weights.Length; i++) sums.Add(i / (int)taps, weights[i]);
        return sums;
    }

    private static WeightSums Synapses(
        Dictionary<string, IrArray> arrays, Sparse sparse, IrArray? weights, int scalar, int targets, bool one)
    {
        IrArray targetIndices = arrays[sparse.Targets];
        // A few synapses into a huge population: one sum for all is bound enough, and costs no memory.
        bool coarse = targets > Math.Max(1 << 20, 4L * targetIndices.Length);
        WeightSums sums = coarse ? new(1, targets, one) : new(targets, 1, one);
        if (one)
        {
            sums.Pairs(arrays[sparse.RowPointers], targetIndices, weights, scalar, coarse);
            return sums;
        }
        Span<int> target = stackalloc int[ChunkLength];
        Span<int> weight = stackalloc int[ChunkLength];
        weight.Fill(scalar);
        for (int start = 0; start < targetIndices.Length; start += ChunkLength)
        {
            int count = Math.Min(ChunkLength, targetIndices.Length - start);
            targetIndices.Widen(start, target[..count]);
            weights?.Widen(start, weight[..count]);
            for (int i = 0; i < count; i++) sums.Add(coarse ? 0 : target[i], weight[i]);
        }
        return sums;
    }

    /// <summary>Each source's row: synapses that repeat a pair lie side by side, and one event takes them all.</summary>
    private void Pairs(IrArray rows, IrArray targetIndices, IrArray? weights, int scalar, bool coarse)
    {
        for (int source = 0, synapse = 0; source + 1 < rows.Length; source++)
        {
            for (int end = rows[source + 1]; synapse < end;)
            {
                (int target, long sum) = (targetIndices[synapse], 0);
                for (; synapse < end && targetIndices[synapse] == target; synapse++) sum += weights?[synapse] ?? scalar;
                Add(coarse ? 0 : target, sum);
            }
        }
    }

    // At most 2^31 weights of at most 2^31: the sums stay below 2^62.
    private void Add(int index, long weight)
    {
        if (weight > 0) _positive[index] = _oneSource ? Math.Max(_positive[index], weight) : _positive[index] + weight;
        else _negative[index] = _oneSource ? Math.Min(_negative[index], weight) : _negative[index] + weight;
    }

    private WeightSums Scale(IrArray? multipliers, Projection projection, int targets)
    {
        bool perChannel = projection.Connectivity is Convolution;
        WeightSums sums = this;
        if (multipliers is not null)
        {
            int count = perChannel ? multipliers.Length : targets;
            sums = new(count, targets / count, _oneSource);
        }
        for (int i = 0; i < sums._positive.Length; i++)
        {
            int source = sums == this ? i : (int)Math.Min((long)i * sums._neuronsPerSum / _neuronsPerSum, _positive.Length - 1);
            Int128 multiplier = (Int128)(multipliers?[i] ?? projection.Multiplier.Scalar) << projection.Shift;
            long a = Clamp(_positive[source] * multiplier), b = Clamp(_negative[source] * multiplier);
            // A negative multiplier turns the signs around.
            (sums._positive[i], sums._negative[i]) = (Math.Max(a, b), Math.Min(a, b));
        }
        return sums;
    }

    /// <summary><paramref name="sum"/>, or the limit where it lies beyond.</summary>
    public static long Clamp(Int128 sum) => (long)Int128.Clamp(sum, -Limit, Limit);
}
