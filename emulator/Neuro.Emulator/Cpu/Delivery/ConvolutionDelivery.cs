using System.Numerics;
using System.Runtime.CompilerServices;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>
/// A convolution, event by event: an input (ci, y, x) is added, times the kernel, to the outputs (co, oy, ox) that read it through
/// kernel element (ky, kx), where oy·stride = y + padding − ky·dilation and likewise for x.
/// </summary>
internal sealed unsafe class ConvolutionDelivery<TSum> : Delivery
    where TSum : unmanaged, IBinaryInteger<TSum>
{
    private readonly Convolution _shape;
    private readonly ConvolutionTaps _rows;
    private readonly ConvolutionTaps _columns;

    // [out channel, in channel / groups, kernel row, kernel column], scaled.
    private readonly TSum[] _weights;

    /// <summary>The delivery of <paramref name="projection"/>.</summary>
    public ConvolutionDelivery(SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int port)
        : base(source, target, port, projection.Delay.Scalar)
    {
        Convolution c = _shape = (Convolution)projection.Connectivity;
        _rows = new(c.InputHeight, c.OutputHeight, c.KernelHeight, c.StrideY, c.PaddingTop, c.DilationY);
        _columns = new(c.InputWidth, c.OutputWidth, c.KernelWidth, c.StrideX, c.PaddingLeft, c.DilationX);
        _weights = new TSum[c.WeightCount];
        Func<int, int> weight = Elements.Reader(program, projection.Weight);
        Func<int, int> multiplier = Elements.Reader(program, projection.Multiplier);
        int perChannel = _weights.Length / c.OutputChannels;
        for (int i = 0; i < _weights.Length; i++)
            _weights[i] = Elements.Sum<TSum>((long)weight(i) * multiplier(i / perChannel) << projection.Shift);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override long Deliver(EventList events, int slot, int part)
    {
        Span<TSum> sums = new(Sums<TSum>(slot) + Target.Start(part), Target.End(part) - Target.Start(part));
        long delivered = 0;
        for (int e = 0; e < events.Count; e++)
        {
            TSum payload = events.Payloads == null ? TSum.One : Elements.Sum<TSum>(events.Payloads[e]);
            delivered += Scatter(events.Indices[e], payload, sums, Target.Start(part));
        }
        return delivered;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long Scatter(int input, TSum payload, Span<TSum> sums, int firstTarget)
    {
        Convolution c = _shape;
        (int row, int x) = Math.DivRem(input, c.InputWidth);
        (int channel, int y) = Math.DivRem(row, c.InputHeight);
        int inputsPerGroup = c.InputChannels / c.Groups;
        int outputsPerGroup = c.OutputChannels / c.Groups;
        int firstOutput = channel / inputsPerGroup * outputsPerGroup;
        int plane = c.OutputHeight * c.OutputWidth;
        int kernelSize = c.KernelHeight * c.KernelWidth;
        ReadOnlySpan<int> kx = _columns.Kernel.AsSpan(_columns.Begin[x].._columns.Begin[x + 1]);
        ReadOnlySpan<int> ox = _columns.Output.AsSpan(_columns.Begin[x].._columns.Begin[x + 1]);
        // Only channels that may have a target in this part.
        int begin = Math.Max(firstOutput, firstTarget / plane);
        int end = Math.Min(firstOutput + outputsPerGroup, (firstTarget + sums.Length + plane - 1) / plane);
        long delivered = 0;
        for (int co = begin; co < end; co++)
        {
            ReadOnlySpan<TSum> kernel = _weights.AsSpan((co * inputsPerGroup + channel % inputsPerGroup) * kernelSize, kernelSize);
            for (int r = _rows.Begin[y]; r < _rows.Begin[y + 1]; r++)
            {
                int target = co * plane + _rows.Output[r] * c.OutputWidth - firstTarget;
                ReadOnlySpan<TSum> weights = kernel.Slice(_rows.Kernel[r] * c.KernelWidth, c.KernelWidth);
                if (target >= 0 && target + c.OutputWidth <= sums.Length)
                {
                    AddRow(sums.Slice(target, c.OutputWidth), weights, kx, ox, payload);
                    delivered += kx.Length;
                }
                else
                {
                    delivered += AddRowOfPart(sums, target, weights, kx, ox, payload);
                }
            }
        }
        return delivered;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(Span<TSum> sums, ReadOnlySpan<TSum> weights, ReadOnlySpan<int> kx, ReadOnlySpan<int> ox, TSum payload)
    {
        for (int t = 0; t < kx.Length; t++)
            sums[ox[t]] += weights[kx[t]] * payload;
    }

    // A row that another thread owns in part.
    private static long AddRowOfPart(
        Span<TSum> sums, int first, ReadOnlySpan<TSum> weights, ReadOnlySpan<int> kx, ReadOnlySpan<int> ox, TSum payload)
    {
        long delivered = 0;
        for (int t = 0; t < kx.Length; t++)
        {
            if ((uint)(first + ox[t]) >= (uint)sums.Length)
                continue;
            sums[first + ox[t]] += weights[kx[t]] * payload;
            delivered++;
        }
        return delivered;
    }
}
