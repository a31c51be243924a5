using System.Collections.Immutable;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Discrete;
using Neuro.Ir;

namespace Neuro.Compiler.Passes;

/// <summary>
/// Linear maps, sums and joins of signals. What a projection cannot hold gets a population that passes sums on.
/// </summary>
internal sealed class SignalAlgebra(NetworkAssembly network)
{
    /// <summary>map(signal) + bias.</summary>
    public Signal Linear(AnnLinear node, Signal signal) => node.Map switch
    {
        OneToOneMap pairs => Scale(signal, pairs.Weights, node.Bias),
        DenseMap dense => Dense(node, dense, signal),
        ConvolutionMap convolution => Convolve(node, convolution, signal),
        _ => throw new ArgumentException($"'{node.Name}' has an unknown map", nameof(node)),
    };

    /// <summary>The sum of signals of one size.</summary>
    public Signal Sum(AnnNode node, ImmutableArray<Signal> signals)
    {
        bool alike = signals.All(s => SameOrder(s.Order, signals[0].Order)
            && s.Blocks.Select(b => b.Size).SequenceEqual(signals[0].Blocks.Select(b => b.Size)));
        if (!alike) signals = [.. signals.Select(s => Flat(s, node))];
        ImmutableArray<Block>.Builder blocks = ImmutableArray.CreateBuilder<Block>();
        for (int b = 0; b < signals[0].Blocks.Length; b++)
        {
            Block sum = signals[0].Blocks[b];
            foreach (Signal signal in signals.Skip(1))
            {
                Block other = signal.Blocks[b];
                sum = sum with
                {
                    Terms = sum.Terms.AddRange(other.Terms),
                    Bias = Runs.Zip(sum.Bias, other.Bias, sum.Size, (x, y) => x + y),
                };
            }
            blocks.Add(sum);
        }
        return new(blocks.ToImmutable(), signals[0].Order);
    }

    /// <summary>The signals one after the other.</summary>
    public static Signal Concat(ImmutableArray<Signal> signals)
    {
        ImmutableArray<Block> blocks = [.. signals.SelectMany(s => s.Blocks)];
        if (signals.All(s => s.Order is null)) return new(blocks, null);
        List<int> order = [];
        int first = 0;
        foreach (Signal signal in signals)
        {
            order.AddRange((signal.Order ?? [.. Enumerable.Range(0, signal.Size)]).Select(i => first + i));
            first += signal.Size;
        }
        return new(blocks, [.. order]);
    }

    /// <summary>The signal with element i in the place of element order[i].</summary>
    public static Signal Permute(Signal signal, int[] order)
    {
        int[] composed = signal.Order is { } before ? Array.ConvertAll(order, i => before[i]) : order;
        return signal with { Order = composed.Index().All(p => p.Index == p.Item) ? null : composed };
    }

    /// <summary>The signal as one block in order, whose only term is a population.</summary>
    public Signal Flat(Signal signal, AnnNode node)
    {
        if (signal is { Blocks.Length: 1, Order: null }) return signal;
        (SignalSource Source, double Factor)[] parts = [.. signal.Blocks.Select(b => Uniform(b, node))];
        int size = signal.Size;
        // Numbers of one unit stay numbers; others are passed on at their worth.
        double? unit = parts.Select(p => p.Factor).Distinct().Count() == 1 ? parts[0].Factor : null;
        int[] at = signal.Order ?? [.. Enumerable.Range(0, size)];
        List<Term> terms = [];
        double[] bias = new double[size];
        int first = 0;
        for (int b = 0; b < parts.Length; b++)
        {
            int count = signal.Blocks[b].Size;
            double[] own = Runs.Expand(signal.Blocks[b].Bias, count);
            int[] sources = Array.ConvertAll(at, i => i >= first && i < first + count ? i - first : -1);
            for (int i = 0; i < size; i++)
                if (sources[i] >= 0) bias[i] = own[sources[i]];
            GatherMap gather = new(sources, unit is null ? parts[b].Factor : 1);
            terms.Add(new(parts[b].Source, [1.0], gather, node.Name, node.Origin));
            first += count;
        }
        SignalSource relay = network.AddRelay($"{node.Name}.order", node, size, [.. terms]);
        if (unit is not null)
            relay = relay with { Least = parts.Min(p => p.Source.Least), Most = parts.Max(p => p.Source.Most) };
        return new([new(size, [new(relay, [unit ?? 1], null, null, null)], Values.Compact(bias))], null);
    }

    /// <summary>The block as a population that passes its sum on, in the same tick; its bias stays behind.</summary>
    public Block Relayed(Block block, AnnNode node)
    {
        SignalSource relay = network.AddRelay($"{node.Name}.sum", node, block.Size, block.Terms);
        return block with { Terms = [new(relay, [1.0], null, null, null)] };
    }

    private (SignalSource Source, double Factor) Uniform(Block block, AnnNode node)
    {
        Term term = block.Terms is [{ Map: null, Factor.Length: 1 } only] ? only : Relayed(block, node).Terms[0];
        return (term.Source, term.Factor[0]);
    }

    private Signal Scale(Signal signal, double[] weights, double[] bias)
    {
        int size = signal.Size;
        if (signal.Order is { } order)
        {
            weights = weights.Length == 1 ? weights : Placed(weights, order);
            bias = bias.Length == 1 ? bias : Placed(bias, order);
        }
        ImmutableArray<Block>.Builder blocks = ImmutableArray.CreateBuilder<Block>();
        int first = 0;
        foreach (Block block in signal.Blocks)
        {
            blocks.Add(Scale(
                block, Runs.Slice(weights, size, first, block.Size), Runs.Slice(bias, size, first, block.Size)));
            first += block.Size;
        }
        return signal with { Blocks = blocks.ToImmutable() };
    }

    // Element i of the value lies at order[i].
    private static double[] Placed(double[] values, int[] order)
    {
        double[] full = Runs.Expand(values, order.Length), placed = new double[order.Length];
        for (int i = 0; i < order.Length; i++) placed[order[i]] = full[i];
        return placed;
    }

    private static Block Scale(Block block, double[] weights, double[] bias) => block with
    {
        Terms = [.. block.Terms.Select(t => t.Map is null
            ? t with { Factor = Runs.Zip(t.Factor, weights, block.Size, (f, w) => f * w) }
            : t with { Map = WithRows(t.Map, weights, block.Size) })],
        Bias = Runs.Zip(
            Runs.Zip(block.Bias, weights, block.Size, (b, w) => b * w), bias, block.Size, (a, b) => a + b),
    };

    /// <summary>
    /// The map with its outputs scaled; a convolution whose weights cannot take that on becomes one of channels.
    /// </summary>
    private static LinearMap WithRows(LinearMap map, double[] weights, int size)
    {
        if (weights.Length == 1) return Scaled(map, weights, size) ?? map;
        switch (map)
        {
            case DenseMap dense:
                int inputs = dense.Weights.Length / size;
                double[] rows = Runs.Expand(weights, size);
                return new DenseMap([.. dense.Weights.Select((w, i) => w * rows[i / inputs])]);
            case ConvolutionMap c when c.Geometry.OutputChannels % weights.Length == 0:
                double[] channels = Runs.Expand(weights, c.Geometry.OutputChannels);
                double[] full = Full(c);
                int run = full.Length / channels.Length;
                return new ConvolutionMap(c.Geometry, [.. full.Select((w, i) => w * channels[i / run])]);
            case ConvolutionMap c:
                return Unrolled(c, Runs.Expand(weights, size));
            default:
                throw new InvalidOperationException($"unknown map {map.GetType().Name}");
        }
    }

    /// <summary>
    /// A convolution whose every output has a factor of its own, as a matrix (uneven average pools at borders).
    /// </summary>
    private static DenseMap Unrolled(ConvolutionMap map, double[] factors)
    {
        Convolution g = map.Geometry;
        double[] weights = new double[(long)g.InputSize * g.OutputSize];
        double[] unit = new double[g.InputSize];
        for (int i = 0; i < unit.Length; i++)
        {
            unit[i] = 1;
            double[] column = LinearMath.Apply(map, unit, g.OutputSize);
            unit[i] = 0;
            for (int o = 0; o < column.Length; o++) weights[o * unit.Length + i] = column[o] * factors[o];
        }
        return new(weights);
    }

    private Signal Dense(AnnLinear node, DenseMap map, Signal signal)
    {
        int outputs = node.Size, inputs = signal.Size;
        List<Term> terms = [];
        double[] bias = node.Bias;
        int first = 0;
        // Column i of the matrix belongs to where element i lies.
        int[]? place = signal.Order is { } order ? Inverse(order) : null;
        foreach (Block block in signal.Blocks)
        {
            DenseMap part = map;
            if (place is not null || block.Size != inputs)
            {
                double[] weights = new double[outputs * block.Size];
                for (int o = 0; o < outputs; o++)
                    for (int i = 0; i < block.Size; i++)
                        weights[o * block.Size + i] = map.Weights[o * inputs + (place?[first + i] ?? (first + i))];
                part = new(weights) { Steps = map.Steps };
            }
            Block applied = Apply(node, part, block, outputs);
            terms.AddRange(applied.Terms);
            bias = Runs.Zip(bias, applied.Bias, outputs, (a, b) => a + b);
            first += block.Size;
        }
        return new([new(outputs, [.. terms], bias)], null);
    }

    private Signal Convolve(AnnLinear node, ConvolutionMap map, Signal signal)
    {
        Convolution g = map.Geometry;
        int area = g.InputHeight * g.InputWidth;
        bool channels = signal.Order is null && signal.Blocks.All(b => b.Size % area == 0);
        bool depthwise = g.Groups == g.InputChannels && g.OutputChannels == g.InputChannels;
        if (!channels || (signal.Blocks.Length > 1 && g.Groups > 1 && !depthwise)) signal = Flat(signal, node);
        if (signal.Blocks.Length == 1)
        {
            Block only = Apply(node, map, signal.Blocks[0], node.Size);
            return new([only with { Bias = Runs.Zip(only.Bias, node.Bias, node.Size, (a, b) => a + b) }], null);
        }
        return depthwise ? PerBlock(node, map, signal) : AcrossBlocks(node, map, signal);
    }

    private Signal PerBlock(AnnLinear node, ConvolutionMap map, Signal signal)
    {
        Convolution g = map.Geometry;
        List<Block> blocks = [];
        int first = 0;
        foreach (Block block in signal.Blocks)
        {
            int count = block.Size / (g.InputHeight * g.InputWidth), taps = g.KernelHeight * g.KernelWidth;
            Convolution part = g with { InputChannels = count, OutputChannels = count, Groups = count };
            double[] weights = map.Weights.Length == 1 ? map.Weights : map.Weights[(first * taps)..((first + count) * taps)];
            int area = g.OutputHeight * g.OutputWidth;
            Block applied = Apply(node, new ConvolutionMap(part, weights), block, part.OutputSize);
            double[] bias = Runs.Slice(node.Bias, g.OutputSize, first * area, part.OutputSize);
            blocks.Add(applied with { Bias = Runs.Zip(applied.Bias, bias, part.OutputSize, (a, b) => a + b) });
            first += count;
        }
        return new([.. blocks], null);
    }

    private Signal AcrossBlocks(AnnLinear node, ConvolutionMap map, Signal signal)
    {
        Convolution g = map.Geometry;
        int taps = g.KernelHeight * g.KernelWidth, first = 0;
        double[] full = Full(map), bias = node.Bias;
        List<Term> terms = [];
        foreach (Block block in signal.Blocks)
        {
            int count = block.Size / (g.InputHeight * g.InputWidth);
            double[] weights = new double[g.OutputChannels * count * taps];
            for (int o = 0; o < g.OutputChannels; o++)
                full.AsSpan((o * g.InputChannels + first) * taps, count * taps).CopyTo(weights.AsSpan(o * count * taps));
            Block applied = Apply(node, new ConvolutionMap(g with { InputChannels = count }, weights), block, node.Size);
            terms.AddRange(applied.Terms);
            bias = Runs.Zip(bias, applied.Bias, node.Size, (a, b) => a + b);
            first += count;
        }
        return new([new(node.Size, [.. terms], bias)], null);
    }

    /// <summary>map(block), the map of its bias included.</summary>
    private Block Apply(AnnLinear node, LinearMap map, Block block, int size)
    {
        if (block.Terms.Any(t => t.Map is not null || Scaled(map, t.Factor, size) is null)) block = Relayed(block, node);
        Term[] terms =
        [
            .. block.Terms.Select(
                t => new Term(t.Source, [1.0], Scaled(map, t.Factor, size)!, node.Name, node.Origin)),
        ];
        double[] bias = block.Bias.All(b => b == 0)
            ? [0.0]
            : Values.Compact(LinearMath.Apply(map, Runs.Expand(block.Bias, block.Size), size));
        return new(size, [.. terms], bias);
    }

    /// <summary>The map of factor · x; null where its weights cannot take the factors on.</summary>
    private static LinearMap? Scaled(LinearMap map, double[] factor, int size)
    {
        double[]? steps = factor.Length == 1 && factor[0] != 0 && map.Steps is { } own
            ? Array.ConvertAll(own, s => s * Math.Abs(factor[0]))
            : null;
        switch (map)
        {
            case var _ when factor is [1.0]:
                return map;
            case DenseMap dense:
                int inputs = dense.Weights.Length / size;
                double[] columns = Runs.Expand(factor, inputs);
                double[] weights = new double[dense.Weights.Length];
                for (int i = 0; i < weights.Length; i++) weights[i] = dense.Weights[i] * columns[i % inputs];
                return new DenseMap(weights) { Steps = steps };
            case ConvolutionMap c when factor.Length == 1:
                return new ConvolutionMap(c.Geometry, Array.ConvertAll(c.Weights, w => w * factor[0])) { Steps = steps };
            case ConvolutionMap { Geometry: var g } c when g.InputChannels % factor.Length == 0:
                double[] channels = Runs.Expand(factor, g.InputChannels);
                int taps = g.KernelHeight * g.KernelWidth, perGroup = g.InputChannels / g.Groups;
                int outputs = g.OutputChannels / g.Groups;
                return new ConvolutionMap(g, [.. Full(c).Select((w, i) =>
                    w * channels[i / (taps * perGroup) / outputs * perGroup + i / taps % perGroup])]);
            case GatherMap gather when factor.Length == 1:
                return gather with { Weight = gather.Weight * factor[0] };
            default:
                return null;
        }
    }

    private static double[] Full(ConvolutionMap map)
    {
        if (map.Weights.Length > 1) return map.Weights;
        double[] weights = new double[map.Geometry.WeightCount];
        Array.Fill(weights, map.Weights[0]);
        return weights;
    }

    private static int[] Inverse(int[] order)
    {
        int[] place = new int[order.Length];
        for (int i = 0; i < order.Length; i++) place[order[i]] = i;
        return place;
    }

    private static bool SameOrder(int[]? a, int[]? b) =>
        a is null || b is null ? a is null && b is null : a.AsSpan().SequenceEqual(b);
}
