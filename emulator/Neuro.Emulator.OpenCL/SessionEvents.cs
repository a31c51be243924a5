using Neuro.Emulator.OpenCL.Generation;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.OpenCL;

/// <summary>The lists of recent events on the device.</summary>
internal sealed class SessionEvents(DeviceProgram program, DeviceMemory memory)
{
    /// <summary>The events of the last ticks before <paramref name="tick"/>, as many ticks as are kept beside the present one.
    /// </summary>
    public SpikeTrain Recent(PopulationLayout p, int slot, int tick)
    {
        int[] counts = new int[p.Ring * p.Segments];
        memory.Ints.Read<int>(counts, Offset(p.Counts, slot));
        SpikeTrainBuilder builder = new(p.Size, p.Ring - 1);
        for (int t = tick - p.Ring + 1; t < tick; t++)
        {
            for (int segment = 0; t >= 0 && segment < p.Segments; segment++)
            {
                int place = t % p.Ring;
                int[] neurons = new int[counts[place * p.Segments + segment]];
                int[] payloads = new int[neurons.Length];
                long start = place * p.Stride + (long)segment * p.Chunk;
                memory.Ints.Read<int>(neurons, Offset(p.List + start, slot));
                if (p.UnitPayloads)
                    Array.Fill(payloads, 1);
                else
                    memory.Ints.Read<int>(payloads, Offset(p.Payloads + start, slot));
                // Work-items that share a slot list events in any order.
                Array.Sort(neurons, payloads);
                for (int e = 0; e < neurons.Length; e++)
                    builder.Add(neurons[e], payloads[e]);
            }
            builder.EndTick();
        }
        return builder.Build();
    }

    /// <summary>Puts the events of the last ticks back.</summary>
    public void Restore(PopulationLayout p, int slot, int tick, SpikeTrain recent)
    {
        int[] counts = new int[p.Ring * p.Segments];
        for (int t = 0; t < recent.Ticks; t++)
        {
            int at = tick - recent.Ticks + t;
            if (at < 0)
                continue;
            int place = at % p.Ring;
            ReadOnlySpan<int> neurons = recent.IndicesAt(t), payloads = recent.PayloadsAt(t);
            for (int segment = 0, first = 0; segment < p.Segments; segment++)
            {
                int end = first;
                while (end < neurons.Length && neurons[end] < (segment + 1L) * p.Chunk)
                    end++;
                counts[place * p.Segments + segment] = end - first;
                long start = place * p.Stride + (long)segment * p.Chunk;
                memory.Ints.Write(neurons[first..end], Offset(p.List + start, slot));
                if (!p.UnitPayloads)
                {
                    int[] all = payloads.IsEmpty ? [.. Enumerable.Repeat(1, end - first)] : payloads[first..end].ToArray();
                    memory.Ints.Write<int>(all, Offset(p.Payloads + start, slot));
                }
                first = end;
            }
        }
        memory.Ints.Write<int>(counts, Offset(p.Counts, slot));
    }

    /// <summary>Forgets all events.</summary>
    public void Forget(PopulationLayout p, int slot) =>
        memory.Ints.Write<int>(new int[p.Ring * p.Segments], Offset(p.Counts, slot));

    private long Offset(long place, int slot) => (slot * program.Slot.Ints + place) * sizeof(int);
}
