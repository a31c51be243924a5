using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Emulator.Ilgpu.Lowering;

namespace Neuro.Emulator.Ilgpu;

/// <summary>The events of a population for some ticks, fetched from a device and put in order.</summary>
internal sealed class EventRows
{
    // Rows longer than this are fetched one by one, and no further than they are filled.
    private const int LongRow = 4096;

    private readonly PopulationImage _population;
    private readonly int _slots;
    private readonly int _firstTick;
    private readonly int[] _counts;
    private readonly int[][] _indices;
    private readonly int[][] _payloads;

    /// <summary>Fetches <paramref name="ticks"/> ticks from <paramref name="firstTick"/> on, all of which are kept.</summary>
    public EventRows(Machine machine, PopulationImage population, int slots, int firstTick, int ticks)
    {
        (_population, _slots, _firstTick) = (population, slots, firstTick);
        _counts = new int[checked(ticks * slots)];
        _indices = new int[ticks][];
        _payloads = new int[ticks][];
        for (int t = 0; t < ticks; t++)
        {
            long row = (long)((firstTick + t) % population.Ring) * slots;
            Span<int> counts = _counts.AsSpan(t * slots, slots);
            DeviceMemory.Read(machine.Counts, population.FirstCount + row, counts);
            _indices[t] = Fetch(machine.Events, population.FirstEvent + row * population.Stride, counts);
            _payloads[t] = population.UnitPayloads
                ? []
                : Fetch(machine.Payloads, population.FirstPayload + row * population.Stride, counts);
        }
    }

    /// <summary>The events of one tick and slot, ascending by neuron; payloads are empty where all are 1.</summary>
    public (ReadOnlyMemory<int> Indices, ReadOnlyMemory<int> Payloads) Of(int tick, int slot)
    {
        int t = tick - _firstTick;
        int count = _counts[t * _slots + slot];
        int first = slot * _population.Stride;
        Span<int> indices = _indices[t].AsSpan(first, count);
        // Threads append in any order.
        if (_population.UnitPayloads)
        {
            indices.Sort();
            return (_indices[t].AsMemory(first, count), default);
        }
        indices.Sort(_payloads[t].AsSpan(first, count));
        return (_indices[t].AsMemory(first, count), _payloads[t].AsMemory(first, count));
    }

    private int[] Fetch(ILGPU.ArrayView<int> from, long first, ReadOnlySpan<int> counts)
    {
        int[] values = new int[checked(_slots * _population.Stride)];
        if (_population.Stride <= LongRow)
        {
            DeviceMemory.Read(from, first, values.AsSpan());
            return values;
        }
        for (int slot = 0; slot < _slots; slot++)
        {
            int start = slot * _population.Stride;
            DeviceMemory.Read(from, first + start, values.AsSpan(start, counts[slot]));
        }
        return values;
    }
}
