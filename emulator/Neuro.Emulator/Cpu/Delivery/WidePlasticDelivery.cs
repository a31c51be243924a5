using System.Runtime.CompilerServices;
using Neuro.Emulator.Cpu.Learning;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>Every source to every target, into 64-bit sums, where every slot has weights of its own.</summary>
/// <typeparam name="TWeight">Storage of the weights.</typeparam>
internal sealed unsafe class WidePlasticDelivery<TWeight>(
    SpikeProgram program, Projection projection, CpuPopulation source, CpuPopulation target, int port, SynapseStorage weights)
    : SynapticDelivery(source, target, port, projection.Delay.Scalar)
    where TWeight : unmanaged
{
    private readonly Scale _scale = new(program, projection, target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override long Deliver(EventList events, int slot, int part)
    {
        (int start, int end) = (Target.Start(part), Target.End(part));
        long* sums = Sums<long>(slot);
        int* multipliers = _scale.Multipliers;
        for (int e = 0; e < events.Count; e++)
        {
            TWeight* row = (TWeight*)weights.Row(slot) + (long)events.Indices[e] * Target.Stride;
            long factor = _scale.Factor * (events.Payloads == null ? 1 : events.Payloads[e]);
            for (int target = start; target < end; target++)
                sums[target] += Elements.Value(row[target]) * factor * (multipliers == null ? 1 : multipliers[target]);
        }
        return (long)events.Count * (end - start);
    }
}
