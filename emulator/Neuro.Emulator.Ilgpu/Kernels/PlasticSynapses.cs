using System.Runtime.CompilerServices;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Delivery along synapses that learn: every slot has weights of its own.</summary>
internal static class PlasticSynapses
{
    /// <summary>Delivers what is due through the projection whose descriptor begins at <paramref name="p"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Deliver<TAdder>(ref Machine m, long p, int slot, int tick, int lane, int lanes)
        where TAdder : struct, IAdder
    {
        long q = Plasticities.At(ref m, m.Table[p + ProjectionField.Plasticity]);
        long source = m.Table[q + PlasticityField.Source] * PopulationField.Count;
        DueEvents events = DueEvents.Of(ref m, source, slot, tick - (int)m.Table[q + PlasticityField.Delay]);
        if (events.Count == 0)
            return;
        bool dense = m.Table[q + PlasticityField.Rows] < 0 && m.Table[q + PlasticityField.TargetStep] == 0;
        long delivered = dense && !default(TAdder).IsAlone
            ? Columns<TAdder>(ref m, p, q, ref events, slot, lane, lanes)
            : Rows<TAdder>(ref m, p, q, ref events, slot, lane, lanes);
        if (delivered != 0)
            default(TAdder).Add(ref m.Counters[(long)slot * CounterField.Count + CounterField.SynapticEvents], delivered);
    }

    /// <summary>Threads share the synapses of all events.</summary>
    private static long Rows<TAdder>(ref Machine m, long p, long q, ref DueEvents events, int slot, int lane, int lanes)
        where TAdder : struct, IAdder
    {
        long longest = m.Table[q + PlasticityField.LongestRow];
        long weights = FirstWeight(ref m, q, slot);
        long delivered = 0;
        for (long unit = lane; unit < events.Count * longest; unit += lanes)
        {
            long e = unit / longest;
            int k = (int)(unit - e * longest);
            int neuron = events.Neuron(ref m, e);
            if (k >= SynapseGroups.Count(ref m, q, (int)SynapseGroup.Pre, neuron))
                continue;
            int synapse = SynapseGroups.Member(ref m, q, (int)SynapseGroup.Pre, neuron, k);
            int target = Plasticities.Target(ref m, q, synapse, neuron);
            Add<TAdder>(ref m, p, q, slot, target, (long)m.States[weights + synapse] * events.Payload(ref m, e));
            delivered++;
        }
        return delivered;
    }

    /// <summary>Of dense rows, each thread owns targets and sums up the events of all sources.</summary>
    private static long Columns<TAdder>(ref Machine m, long p, long q, ref DueEvents events, int slot, int lane, int lanes)
        where TAdder : struct, IAdder
    {
        long width = m.Table[q + PlasticityField.Width];
        long weights = FirstWeight(ref m, q, slot);
        for (long target = lane; target < width; target += lanes)
        {
            long sum = 0;
            for (int e = 0; e < events.Count; e++)
                sum += (long)m.States[weights + events.Neuron(ref m, e) * width + target] * events.Payload(ref m, e);
            Add<TAdder>(ref m, p, q, slot, (int)target, sum);
        }
        return lane == 0 ? width * events.Count : 0;
    }

    private static long FirstWeight(ref Machine m, long q, int slot) =>
        m.Table[q + PlasticityField.Weights] + slot * m.Table[q + PlasticityField.Synapses];

    private static void Add<TAdder>(ref Machine m, long p, long q, int slot, int target, long sum)
        where TAdder : struct, IAdder
    {
        long multipliers = m.Table[p + ProjectionField.Multipliers];
        long value = sum * m.Table[p + ProjectionField.Factor] * (multipliers < 0 ? 1 : m.Constants[multipliers + target]);
        long population = m.Table[q + PlasticityField.Target] * PopulationField.Count;
        long place = m.Table[p + ProjectionField.Sums] + slot * m.Table[population + PopulationField.Stride] + target;
        if (m.Table[p + ProjectionField.Wide] != 0)
            default(TAdder).Add(ref m.WideSums[place], value);
        else
            default(TAdder).Add(ref m.Sums[place], (int)value);
    }
}
