using System.Runtime.CompilerServices;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>Every source to every target, into 64-bit sums.</summary>
internal sealed unsafe class WideDenseDelivery(
    SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int port)
    : SynapticDelivery(source, target, port, projection.Delay.Scalar)
{
    private readonly Scale _scale = new(program, projection, target);
    private readonly IrArray? _weights = projection.Weight.Array is { } name ? program.Array(name) : null;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override long Deliver(EventList events, int slot, int part)
    {
        (int start, int end) = (Target.Start(part), Target.End(part));
        long* sums = Sums<long>(slot);
        int* multipliers = _scale.Multipliers;
        for (int e = 0; e < events.Count; e++)
        {
            int row = events.Indices[e] * Target.Size;
            long factor = _scale.Factor * (events.Payloads == null ? 1 : events.Payloads[e]);
            for (int target = start; target < end; target++)
            {
                long weight = _weights is null ? projection.Weight.Scalar : _weights[row + target];
                sums[target] += weight * factor * (multipliers == null ? 1 : multipliers[target]);
            }
        }
        return (long)events.Count * (end - start);
    }
}
