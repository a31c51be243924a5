using System.Runtime.CompilerServices;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Steps of neurons, and the lists of events that come of them.</summary>
internal static class Stepper
{
    /// <summary>Steps the neurons of population number <paramref name="population"/> that fall to a thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TNeuron, TAdder>(ref Machine m, int population, int slot, int tick, int lane, int lanes)
        where TNeuron : struct, INeuron
        where TAdder : struct, IAdder
    {
        long p = (long)population * PopulationField.Count;
        int size = (int)m.Table[p + PopulationField.Size];
        long first = slot * m.Table[p + PopulationField.Stride];
        long row = tick % (int)m.Table[p + PopulationField.Ring] * (long)m.Slots + slot;
        long elements = row * m.Table[p + PopulationField.Stride];
        long counts = m.Table[p + PopulationField.Counts] + row;
        long events = m.Table[p + PopulationField.Events] + elements;
        long payloads = m.Table[p + PopulationField.Payloads];
        int alone = 0;
        for (int neuron = lane; neuron < size; neuron += lanes)
        {
            int payload = default(TNeuron).Step(ref m, slot, neuron, first + neuron, tick);
            if (payload == 0)
                continue;
            int place = default(TAdder).IsAlone ? alone++ : default(TAdder).Add(ref m.Counts[counts], 1);
            m.Events[events + place] = neuron;
            if (payloads >= 0)
                m.Payloads[payloads + elements + place] = payload;
        }
        if (default(TAdder).IsAlone)
            m.Counts[counts] = alone;
    }
}
