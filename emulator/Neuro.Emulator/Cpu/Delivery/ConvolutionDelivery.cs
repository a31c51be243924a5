using System.Numerics;
using System.Runtime.CompilerServices;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>
/// A convolution, event by event: an input (ci, y, x) is added, times the kernel, to the outputs (co, oy, ox) that read it
/// through kernel element (ky, kx), where oy·stride = y + padding − ky·dilation and likewise for x.
/// </summary>
internal sealed unsafe class ConvolutionDelivery<TSum> : SynapticDelivery
    where TSum : unmanaged, IBinaryInteger<TSum>
{
    private readonly Convolution _shape;
    private readonly ConvolutionTaps _rows;
    private readonly ConvolutionTaps _columns;

    // [in channel, kernel row, kernel column, out channel of the group], scaled: what one tap adds to all channels lies together.
    private readonly AlignedArray<TSum> _weights;

    /// <summary>The delivery of <paramref name="projection"/>.</summary>
    public ConvolutionDelivery(SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int port)
        : base(source, target, port, projection.Delay.Scalar)
    {
        Convolution c = _shape = (Convolution)projection.Connectivity;
        _rows = new(c.InputHeight, c.OutputHeight, c.KernelHeight, c.StrideY, c.PaddingTop, c.DilationY);
        _columns = new(c.InputWidth, c.OutputWidth, c.KernelWidth, c.StrideX, c.PaddingLeft, c.DilationX);
        _weights = new(c.WeightCount);
        Func<int, int> weight = Elements.Reader(program, projection.Weight);
        Func<int, int> multiplier = Elements.Reader(program, projection.Multiplier);
        (int inputs, int outputs) = (c.InputChannels / c.Groups, c.OutputChannels / c.Groups);
        int kernelSize = c.KernelHeight * c.KernelWidth;
        for (int i = 0; i < c.WeightCount; i++)
        {
            // i counts [out channel, in channel of the group, kernel element].
            (int pair, int element) = Math.DivRem(i, kernelSize);
            (int co, int ciOfGroup) = Math.DivRem(pair, inputs);
            int ci = co / outputs * inputs + ciOfGroup;
            _weights.Pointer[(ci * kernelSize + element) * outputs + co % outputs] =
                Elements.Sum<TSum>((long)weight(i) * multiplier(co) << projection.Shift);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override long Deliver(EventList events, int slot, int part)
    {
        TSum* sums = Sums<TSum>(slot);
        long delivered = 0;
        for (int e = 0; e < events.Count; e++)
        {
            TSum payload = events.Payloads == null ? TSum.One : Elements.Sum<TSum>(events.Payloads[e]);
            delivered += Scatter(events.Indices[e], payload, sums, Target.Start(part), Target.End(part));
        }
        return delivered;
    }

    // Adds one input's kernel to the sums of targets start .. end.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long Scatter(int input, TSum payload, TSum* sums, int start, int end)
    {
        Convolution c = _shape;
        (int row, int x) = Math.DivRem(input, c.InputWidth);
        (int channel, int y) = Math.DivRem(row, c.InputHeight);
        int channels = c.OutputChannels / c.Groups;
        int plane = c.OutputHeight * c.OutputWidth;
        int firstPlane = channel / (c.InputChannels / c.Groups) * channels * plane;
        bool whole = start == 0 && end == Target.Size;
        long delivered = 0;
        for (int r = _rows.Begin[y]; r < _rows.Begin[y + 1]; r++)
        {
            TSum* kernelRow = _weights.Pointer + (channel * c.KernelHeight + _rows.Kernel[r]) * c.KernelWidth * channels;
            int firstOfRow = firstPlane + _rows.Output[r] * c.OutputWidth;
            for (int t = _columns.Begin[x]; t < _columns.Begin[x + 1]; t++)
            {
                TSum* weights = kernelRow + _columns.Kernel[t] * channels;
                int first = firstOfRow + _columns.Output[t];
                delivered += whole
                    ? AddToAll(sums + first, plane, weights, channels, payload)
                    : AddToPart(sums, first, plane, weights, channels, payload, start, end);
            }
        }
        return delivered;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AddToAll(TSum* sums, nint plane, TSum* weights, int channels, TSum payload)
    {
        for (int co = 0; co < channels; co++, sums += plane)
            *sums += weights[co] * payload;
        return channels;
    }

    // Of the channels' targets only those that this thread owns.
    private static int AddToPart(TSum* sums, int first, int plane, TSum* weights, int channels, TSum payload, int start, int end)
    {
        int delivered = 0;
        for (int co = 0; co < channels; co++)
        {
            int target = first + co * plane;
            if (target < start || target >= end)
                continue;
            sums[target] += weights[co] * payload;
            delivered++;
        }
        return delivered;
    }
}
