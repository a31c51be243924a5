using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Emulator.Ilgpu.Lowering;
using Neuro.Runtime;

namespace Neuro.Emulator.Ilgpu;

/// <summary>Tells a device what to record, and fetches it once for every launch.</summary>
internal sealed class DeviceRecorder
{
    private readonly Recording _recording;
    private readonly DeviceMemory _memory;
    private readonly int _slots;
    private readonly PopulationImage[] _spikes;
    private readonly PopulationImage[] _counts;
    private readonly PopulationImage[] _states;

    /// <summary>Records what <paramref name="recording"/> asks for.</summary>
    public DeviceRecorder(Recording recording, ProgramImage program, DeviceMemory memory, int slots)
    {
        (_recording, _memory, _slots) = (recording, memory, slots);
        Dictionary<string, PopulationImage> byName = program.Populations.ToDictionary(p => p.Definition.Name);
        _spikes = [.. recording.Options.Spikes.Select(name => byName[name])];
        _counts = [.. recording.Options.Counts.Select(name => byName[name])];
        _states = [.. recording.Options.States.Select(s => byName[s.Population])];
        List<long> plan = [_counts.Length, _states.Length, LogOfTick];
        long tally = 0;
        foreach (PopulationImage population in _counts)
        {
            plan.AddRange([population.Ordinal, tally]);
            tally += Rows(population);
        }
        long log = 0;
        foreach ((PopulationImage population, (string _, string state)) in _states.Zip(recording.Options.States))
        {
            plan.AddRange([population.Addresses!.States[state], population.Stride, population.Definition.Size, log]);
            log += Rows(population);
        }
        memory.SetPlan([.. plan], tally, log * program.Ticks);
    }

    private long LogOfTick => _states.Sum(Rows);

    /// <summary>A plan that records nothing.</summary>
    public static void RecordNothing(DeviceMemory memory) => memory.SetPlan([0, 0, 0], 0, 0);

    /// <summary>Fetches the events and states of the ticks of <paramref name="chunk"/>, once they are done.</summary>
    public void Fetch(Chunk chunk)
    {
        Machine machine = _memory.Machine;
        int[] log = new int[checked((int)(LogOfTick * chunk.Ticks))];
        DeviceMemory.Read(machine.Log, 0, log);
        EventRows[] rows = [.. _spikes.Select(p => new EventRows(machine, p, _slots, chunk.FirstTick, chunk.Ticks))];
        for (int t = 0; t < chunk.Ticks; t++)
        {
            for (int slot = 0; slot < _slots; slot++)
            {
                for (int entry = 0; entry < _spikes.Length; entry++)
                {
                    (ReadOnlyMemory<int> indices, ReadOnlyMemory<int> payloads) = rows[entry].Of(chunk.FirstTick + t, slot);
                    _recording.AppendSpikes(entry, slot, indices.Span, payloads.Span);
                }
            }
        }
        int next = 0;
        for (int t = 0; t < chunk.Ticks; t++)
        {
            for (int entry = 0; entry < _states.Length; entry++)
            {
                int size = _states[entry].Definition.Size;
                for (int slot = 0; slot < _slots; slot++, next += size)
                    _recording.AppendState(entry, slot, log.AsSpan(next, size));
            }
        }
    }

    /// <summary>Fetches the counts, after the last launch.</summary>
    public void FetchCounts()
    {
        Machine machine = _memory.Machine;
        long first = 0;
        for (int entry = 0; entry < _counts.Length; entry++)
        {
            int size = _counts[entry].Definition.Size;
            long[] tally = new long[checked(_slots * size)];
            DeviceMemory.Read(machine.Tally, first, tally.AsSpan());
            first += tally.Length;
            for (int slot = 0; slot < _slots; slot++)
            {
                Span<long> counts = _recording.CountsToAdd(entry, slot);
                for (int i = 0; i < size; i++)
                    counts[i] += tally[slot * size + i];
            }
        }
    }

    private long Rows(PopulationImage population) => (long)_slots * population.Definition.Size;
}
