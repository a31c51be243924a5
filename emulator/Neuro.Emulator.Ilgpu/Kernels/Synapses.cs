using System.Runtime.CompilerServices;
using ILGPU;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>
/// Delivery along digital synapses. Threads share a slot: a team of them takes a piece of an event's row, so that a long row is
/// no longer on its way than many short ones; sums are integers, and so in any order.
/// </summary>
internal static class Synapses
{
    /// <summary>Delivers what is due through the projection whose descriptor begins at <paramref name="p"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Deliver<TAdder>(ref Machine m, long p, int slot, int tick, int lane, int lanes)
        where TAdder : struct, IAdder
    {
        if (m.Table[p + ProjectionField.Kind] == ProjectionKind.Plastic)
        {
            PlasticSynapses.Deliver<TAdder>(ref m, p, slot, tick, lane, lanes);
            return;
        }
        int bits = (int)m.Table[p + ProjectionField.WeightBits];
        bool wide = m.Table[p + ProjectionField.Wide] != 0;
        if (bits == 8 && !wide)
            Deliver<Weights8, NarrowSums, TAdder>(ref m, p, slot, tick, lane, lanes);
        else if (bits == 16 && !wide)
            Deliver<Weights16, NarrowSums, TAdder>(ref m, p, slot, tick, lane, lanes);
        else if (!wide)
            Deliver<Weights32, NarrowSums, TAdder>(ref m, p, slot, tick, lane, lanes);
        else if (bits == 8)
            Deliver<Weights8, WideSums, TAdder>(ref m, p, slot, tick, lane, lanes);
        else if (bits == 16)
            Deliver<Weights16, WideSums, TAdder>(ref m, p, slot, tick, lane, lanes);
        else if (bits == 32)
            Deliver<Weights32, WideSums, TAdder>(ref m, p, slot, tick, lane, lanes);
        else
            Deliver<Weights64, WideSums, TAdder>(ref m, p, slot, tick, lane, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Deliver<TWeights, TSums, TAdder>(ref Machine m, long p, int slot, int tick, int lane, int lanes)
        where TWeights : struct, IWeights
        where TSums : struct, ISums
        where TAdder : struct, IAdder
    {
        long delivered;
        if (m.Table[p + ProjectionField.Kind] == ProjectionKind.Convolution)
            delivered = Taps<TWeights, TSums, TAdder>(ref m, p, slot, tick, lane, lanes);
        else if (!default(TAdder).IsAlone && IsWide(ref m, p, lanes))
            delivered = Columns<TWeights, TSums, TAdder>(ref m, p, slot, tick, lane, lanes);
        else
            delivered = Rows<TWeights, TSums, TAdder>(ref m, p, slot, tick, lane, lanes);
        if (delivered != 0)
            default(TAdder).Add(ref m.Counters[(long)slot * CounterField.Count + CounterField.SynapticEvents], delivered);
    }

    /// <summary>Whether every row reaches all targets, and these keep enough threads busy that each can own one.</summary>
    private static bool IsWide(ref Machine m, long p, int lanes) =>
        m.Table[p + ProjectionField.Targets] < 0 && m.Table[p + ProjectionField.TargetStep] == 0
            && 2 * m.Table[p + ProjectionField.RowWidth] >= lanes;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Rows<TWeights, TSums, TAdder>(ref Machine m, long p, int slot, int tick, int lane, int lanes)
        where TWeights : struct, IWeights
        where TSums : struct, ISums
        where TAdder : struct, IAdder
    {
        TWeights weights = default;
        weights.Bind(ref m);
        TSums sums = default;
        sums.Bind(ref m);
        ArrayView<int> targets = m.Targets;
        long firstSum = FirstSum(ref m, p, slot);
        long firstWeight = m.Table[p + ProjectionField.Weights];
        long weightStep = m.Table[p + ProjectionField.WeightStep];
        long firstTarget = m.Table[p + ProjectionField.Targets];
        long rows = m.Table[p + ProjectionField.Rows];
        long width = m.Table[p + ProjectionField.RowWidth];
        int delays = (int)m.Table[p + ProjectionField.DelayCount];

        int team = DeviceOps.Min(1 << (int)m.Table[p + ProjectionField.TeamShift], lanes);
        int pieces = default(TAdder).IsAlone ? 1 : 1 << (int)m.Table[p + ProjectionField.PieceShift];
        int teams = lanes / team;
        int member = lane % team;
        long delivered = 0;
        // Threads that are left over when all teams are full.
        if (lane >= teams * team)
            return 0;
        for (int k = 0; k < delays; k++)
        {
            DueEvents events = Due(ref m, p, k, slot, tick);
            for (long work = lane / team; work < (long)events.Count * pieces; work += teams)
            {
                long e = work / pieces;
                int piece = (int)(work - e * pieces);
                int source = events.Neuron(ref m, e);
                long scale = m.Table[p + ProjectionField.Factor] * events.Payload(ref m, e);
                long begin = rows < 0 ? source * width : m.Constants[rows + (long)source * delays + k];
                long end = rows < 0 ? begin + width : m.Constants[rows + (long)source * delays + k + 1];
                if (piece == 0 && member == 0)
                    delivered += end - begin;
                long step = (long)team * pieces;
                long s = begin + (long)piece * team + member;
                if (firstTarget >= 0)
                {
                    for (; s < end; s += step)
                        sums.Add<TAdder>(firstSum + targets[firstTarget + s], weights.At(firstWeight + s * weightStep) * scale);
                    continue;
                }
                long target = firstSum + source * m.Table[p + ProjectionField.TargetStep] - begin;
                for (; s < end; s += step)
                    sums.Add<TAdder>(target + s, weights.At(firstWeight + s * weightStep) * scale);
            }
        }
        return delivered;
    }

    /// <summary>Rows that all reach every target: each thread owns targets and sums up the events of all sources.</summary>
    private static long Columns<TWeights, TSums, TAdder>(ref Machine m, long p, int slot, int tick, int lane, int lanes)
        where TWeights : struct, IWeights
        where TSums : struct, ISums
        where TAdder : struct, IAdder
    {
        TWeights weights = default;
        weights.Bind(ref m);
        TSums sums = default;
        sums.Bind(ref m);
        long firstWeight = m.Table[p + ProjectionField.Weights];
        long weightStep = m.Table[p + ProjectionField.WeightStep];
        long width = m.Table[p + ProjectionField.RowWidth];
        DueEvents events = Due(ref m, p, 0, slot, tick);
        if (events.Count == 0)
            return 0;
        for (long target = lane; target < width; target += lanes)
        {
            long sum = 0;
            for (int e = 0; e < events.Count; e++)
            {
                long s = events.Neuron(ref m, e) * width + target;
                sum += weights.At(firstWeight + s * weightStep) * events.Payload(ref m, e);
            }
            sums.Add<TAdder>(FirstSum(ref m, p, slot) + target, sum * m.Table[p + ProjectionField.Factor]);
        }
        return lane == 0 ? width * events.Count : 0;
    }

    /// <summary>The taps of a convolution's kernel that each event passes: SEMANTICS.md, section 5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Taps<TWeights, TSums, TAdder>(ref Machine m, long p, int slot, int tick, int lane, int lanes)
        where TWeights : struct, IWeights
        where TSums : struct, ISums
        where TAdder : struct, IAdder
    {
        TWeights weights = default;
        weights.Bind(ref m);
        TSums sums = default;
        sums.Bind(ref m);
        ArrayView<int> constants = m.Constants;
        long g = m.Table[p + ProjectionField.Geometry];
        int height = constants[g + ConvolutionField.InputHeight];
        int width = constants[g + ConvolutionField.InputWidth];
        int kernelHeight = constants[g + ConvolutionField.KernelHeight];
        int kernelWidth = constants[g + ConvolutionField.KernelWidth];
        int inputs = constants[g + ConvolutionField.InputsPerGroup];
        int outputs = constants[g + ConvolutionField.OutputsPerGroup];
        int outputWidth = constants[g + ConvolutionField.OutputWidth];
        long plane = (long)constants[g + ConvolutionField.OutputHeight] * outputWidth;
        long firstWeight = m.Table[p + ProjectionField.Weights];
        long weightStep = m.Table[p + ProjectionField.WeightStep];

        int team = DeviceOps.Min(1 << (int)m.Table[p + ProjectionField.TeamShift], lanes);
        int teams = lanes / team;
        DueEvents events = Due(ref m, p, 0, slot, tick);
        long delivered = 0;
        if (lane >= teams * team)
            return 0;
        for (long e = lane / team; e < events.Count; e += teams)
        {
            int source = events.Neuron(ref m, e);
            long scale = m.Table[p + ProjectionField.Factor] * events.Payload(ref m, e);
            int x = source % width;
            int y = source / width % height;
            int channel = source / (width * height);
            // Where [source row, kernel row] and [source column, kernel column] lead.
            long rows = g + ConvolutionField.Count + (long)y * kernelHeight;
            long columns = g + ConvolutionField.Count + (long)height * kernelHeight + (long)x * kernelWidth;
            int firstOutput = channel / inputs * outputs;
            for (int o = firstOutput + lane % team; o < firstOutput + outputs; o += team)
            {
                long kernel = ((long)o * inputs + channel % inputs) * kernelHeight * kernelWidth;
                long firstSum = FirstSum(ref m, p, slot) + o * plane;
                for (int ky = 0; ky < kernelHeight; ky++)
                {
                    int v = constants[rows + ky];
                    if (v < 0)
                        continue;
                    for (int kx = 0; kx < kernelWidth; kx++)
                    {
                        int u = constants[columns + kx];
                        if (u < 0)
                            continue;
                        long weight = weights.At(firstWeight + (kernel + ky * kernelWidth + kx) * weightStep);
                        sums.Add<TAdder>(firstSum + v * outputWidth + u, weight * scale);
                        delivered++;
                    }
                }
            }
        }
        return delivered;
    }

    private static DueEvents Due(ref Machine m, long p, int k, int slot, int tick) => DueEvents.Of(
        ref m, m.Table[p + ProjectionField.Source] * PopulationField.Count, slot,
        tick - (int)m.Table[m.Table[p + ProjectionField.Delays] + k]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long FirstSum(ref Machine m, long p, int slot)
    {
        long target = m.Table[p + ProjectionField.Target] * PopulationField.Count;
        return m.Table[p + ProjectionField.Sums] + slot * m.Table[target + PopulationField.Stride];
    }
}
