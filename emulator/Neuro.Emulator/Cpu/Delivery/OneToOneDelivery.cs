using System.Numerics;
using System.Runtime.CompilerServices;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>Source neuron i to target neuron i.</summary>
internal sealed unsafe class OneToOneDelivery<TSum> : SynapticDelivery
    where TSum : unmanaged, IBinaryInteger<TSum>
{
    private readonly AlignedArray<TSum> _weights;

    /// <summary>The delivery of <paramref name="projection"/>, whose delay is scalar.</summary>
    public OneToOneDelivery(SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int port)
        : base(source, target, port, projection.Delay.Scalar)
    {
        Func<int, int> weight = Elements.Reader(program, projection.Weight);
        Func<int, int> multiplier = Elements.Reader(program, projection.Multiplier);
        _weights = new(target.Stride);
        for (int i = 0; i < target.Size; i++)
            _weights.Pointer[i] = Elements.Sum<TSum>((long)weight(i) * multiplier(i) << projection.Shift);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override long Deliver(EventList events, int slot, int part)
    {
        (int start, int end) = (Target.Start(part), Target.End(part));
        TSum* sums = Sums<TSum>(slot);
        TSum* weights = _weights.Pointer;
        long delivered = 0;
        for (int e = 0; e < events.Count; e++)
        {
            int i = events.Indices[e];
            if (i < start || i >= end)
                continue;
            delivered++;
            sums[i] += events.Payloads == null ? weights[i] : weights[i] * Elements.Sum<TSum>(events.Payloads[e]);
        }
        return delivered;
    }
}
