using System.Runtime.CompilerServices;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>
/// Every source to every target with one weight for all: every target gets the weight times the sum of the payloads.
/// </summary>
internal sealed unsafe class UniformDenseDelivery(
    SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int port)
    : SynapticDelivery(source, target, port, projection.Delay.Scalar)
{
    private readonly Scale _scale = new(program, projection, target);
    private readonly int _weight = projection.Weight.Scalar;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override long Deliver(EventList events, int slot, int part)
    {
        (int start, int end) = (Target.Start(part), Target.End(part));
        int payloads = events.Payloads == null ? events.Count : 0;
        for (int e = 0; events.Payloads != null && e < events.Count; e++)
            payloads += events.Payloads[e];
        int addend = payloads * _weight * (int)_scale.Factor;
        int* sums = Sums<int>(slot);
        int* multipliers = _scale.Multipliers;
        for (int target = start; target < end; target++)
            sums[target] += multipliers == null ? addend : addend * multipliers[target];
        return (long)events.Count * (end - start);
    }
}
