using System.Numerics;
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

    // [out channel, in channel / groups, kernel row, kernel column], scaled.
    private readonly TSum[] _weights;

    /// <summary>The delivery of <paramref name="projection"/>.</summary>
    public ConvolutionDelivery(SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int port)
        : base(source, target, port, projection.Delay.Scalar)
    {
        _shape = (Convolution)projection.Connectivity;
        _weights = new TSum[_shape.WeightCount];
        Func<int, int> weight = Elements.Reader(program, projection.Weight);
        Func<int, int> multiplier = Elements.Reader(program, projection.Multiplier);
        int perChannel = _weights.Length / _shape.OutputChannels;
        for (int i = 0; i < _weights.Length; i++)
            _weights[i] = Elements.Sum<TSum>((long)weight(i) * multiplier(i / perChannel) << projection.Shift);
    }

    /// <inheritdoc/>
    protected override long Deliver(EventList events, int slot, int part)
    {
        Span<TSum> sums = new Span<TSum>(Sums<TSum>(slot), Target.Size)[Target.Start(part)..Target.End(part)];
        long delivered = 0;
        for (int e = 0; e < events.Count; e++)
        {
            TSum payload = events.Payloads == null ? TSum.One : Elements.Sum<TSum>(events.Payloads[e]);
            delivered += Scatter(events.Indices[e], payload, sums, Target.Start(part));
        }
        return delivered;
    }

    private long Scatter(int input, TSum payload, Span<TSum> sums, int firstTarget)
    {
        Convolution c = _shape;
        (int row, int x) = Math.DivRem(input, c.InputWidth);
        (int channel, int y) = Math.DivRem(row, c.InputHeight);
        int inputsPerGroup = c.InputChannels / c.Groups;
        int outputsPerGroup = c.OutputChannels / c.Groups;
        int firstOutput = channel / inputsPerGroup * outputsPerGroup;
        long delivered = 0;
        for (int ky = 0; ky < c.KernelHeight; ky++)
        {
            int oy = Output(y + c.PaddingTop - ky * c.DilationY, c.StrideY, c.OutputHeight);
            for (int kx = 0; oy >= 0 && kx < c.KernelWidth; kx++)
            {
                int ox = Output(x + c.PaddingLeft - kx * c.DilationX, c.StrideX, c.OutputWidth);
                for (int co = firstOutput; ox >= 0 && co < firstOutput + outputsPerGroup; co++)
                {
                    int target = (co * c.OutputHeight + oy) * c.OutputWidth + ox - firstTarget;
                    if ((uint)target >= (uint)sums.Length)
                        continue;
                    int kernel = ((co * inputsPerGroup + channel % inputsPerGroup) * c.KernelHeight + ky) * c.KernelWidth + kx;
                    sums[target] += _weights[kernel] * payload;
                    delivered++;
                }
            }
        }
        return delivered;
    }

    /// <summary>The output whose window has <paramref name="offset"/> for its origin, or −1.</summary>
    private static int Output(int offset, int stride, int extent)
    {
        int output = offset / stride;
        return offset >= 0 && output * stride == offset && output < extent ? output : -1;
    }
}
