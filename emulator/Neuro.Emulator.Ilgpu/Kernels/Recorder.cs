using System.Runtime.CompilerServices;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>
/// What is done at the ends of a tick. The plan of a recording holds the number of counted populations, the number of states, the
/// elements that a tick adds to the log; then a population and its first sum for each count; then the first element, the distance
/// of slots, the size and the place in a tick's log for each state.
/// </summary>
internal static class Recorder
{
    /// <summary>Elements before the first entry of a plan.</summary>
    public const int Header = 3;

    /// <summary>Elements of a count's entry.</summary>
    public const int CountEntry = 2;

    /// <summary>Elements of a state's entry.</summary>
    public const int StateEntry = 4;

    /// <summary>Begins a tick: no neuron has fired, and external events are placed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Begin(ref Machine m, ref Chunk chunk, int slot, int tick, int lane, int lanes)
    {
        for (int population = 0; population < m.Populations; population++)
        {
            long p = (long)population * PopulationField.Count;
            int input = (int)m.Table[p + PopulationField.Input];
            long row = tick % (int)m.Table[p + PopulationField.Ring] * (long)m.Slots + slot;
            if (input >= 0)
                Place(ref m, ref chunk, p, input, row, slot, tick, lane, lanes);
            else if (lane == 0)
                m.Counts[m.Table[p + PopulationField.Counts] + row] = 0;
        }
    }

    /// <summary>Ends a tick: counts events and records what the plan asks for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void End<TAdder>(ref Machine m, ref Chunk chunk, int slot, int tick, int lane, int lanes)
        where TAdder : struct, IAdder
    {
        if (lane == 0)
            CountEvents(ref m, slot, tick);
        int counts = (int)m.Plan[0];
        int states = (int)m.Plan[1];
        for (int entry = 0; entry < counts; entry++)
        {
            long plan = Header + entry * CountEntry;
            long p = m.Plan[plan] * PopulationField.Count;
            long tally = m.Plan[plan + 1] + slot * m.Table[p + PopulationField.Size];
            DueEvents events = DueEvents.Of(ref m, p, slot, tick);
            for (int e = lane; e < events.Count; e += lanes)
                m.Tally[tally + events.Neuron(ref m, e)] += events.Payload(ref m, e);
        }
        for (int entry = 0; entry < states; entry++)
        {
            long plan = Header + counts * CountEntry + entry * StateEntry;
            long from = m.Plan[plan] + slot * m.Plan[plan + 1];
            int size = (int)m.Plan[plan + 2];
            long to = (tick - chunk.FirstTick) * m.Plan[2] + m.Plan[plan + 3] + (long)slot * size;
            for (int neuron = lane; neuron < size; neuron += lanes)
                m.Log[to + neuron] = m.States[from + neuron];
        }
    }

    private static void Place(
        ref Machine m, ref Chunk chunk, long p, int input, long row, int slot, int tick, int lane, int lanes)
    {
        long offset = (long)input * ((long)chunk.Ticks * m.Slots + 1) + (long)(tick - chunk.FirstTick) * m.Slots + slot;
        int first = m.Input[offset];
        int count = m.Input[offset + 1] - first;
        long elements = row * m.Table[p + PopulationField.Stride];
        long events = m.Table[p + PopulationField.Events] + elements;
        long payloads = m.Table[p + PopulationField.Payloads];
        for (int e = lane; e < count; e += lanes)
        {
            m.Events[events + e] = m.Input[first + e];
            if (payloads >= 0)
                m.Payloads[payloads + elements + e] = chunk.Payloads == 0 ? 1 : m.Input[first + chunk.Payloads + e];
        }
        if (lane == 0)
            m.Counts[m.Table[p + PopulationField.Counts] + row] = count;
    }

    private static void CountEvents(ref Machine m, int slot, int tick)
    {
        long spikes = 0;
        long inputs = 0;
        for (int population = 0; population < m.Populations; population++)
        {
            long p = (long)population * PopulationField.Count;
            int count = DueEvents.Of(ref m, p, slot, tick).Count;
            if (m.Table[p + PopulationField.Input] >= 0)
                inputs += count;
            else
                spikes += count;
        }
        m.Counters[(long)slot * CounterField.Count + CounterField.Spikes] += spikes;
        m.Counters[(long)slot * CounterField.Count + CounterField.InputEvents] += inputs;
    }
}
