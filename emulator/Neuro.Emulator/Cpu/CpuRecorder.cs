using Neuro.Runtime;

namespace Neuro.Emulator.Cpu;

/// <summary>Appends what a recording asks for, tick by tick.</summary>
internal sealed unsafe class CpuRecorder
{
    private readonly Recording _recording;
    private readonly CpuPopulation[] _spikes;
    private readonly CpuPopulation[] _counts;
    private readonly (string State, CpuPopulation Population)[] _states;

    /// <summary>A recorder into <paramref name="recording"/>.</summary>
    public CpuRecorder(Recording recording, CpuPopulation[] populations)
    {
        Dictionary<string, CpuPopulation> byName = populations.ToDictionary(p => p.Definition.Name);
        _recording = recording;
        _spikes = [.. recording.Options.Spikes.Select(name => byName[name])];
        _counts = [.. recording.Options.Counts.Select(name => byName[name])];
        _states = [.. recording.Options.States.Select(s => (s.State, byName[s.Population]))];
    }

    /// <summary>Records some slots after <paramref name="tick"/>.</summary>
    public void Record(int tick, int firstSlot, int endSlot)
    {
        for (int slot = firstSlot; slot < endSlot; slot++)
        {
            for (int entry = 0; entry < _spikes.Length; entry++)
                AppendSpikes(entry, _spikes[entry], tick, slot);
            for (int entry = 0; entry < _counts.Length; entry++)
                AddCounts(entry, _counts[entry], tick, slot);
            for (int entry = 0; entry < _states.Length; entry++)
                _recording.AppendState(entry, slot, _states[entry].Population.State(_states[entry].State, slot));
        }
    }

    private void AppendSpikes(int entry, CpuPopulation population, int tick, int slot)
    {
        if (population.Log is { } log)
        {
            _recording.AppendSpikes(entry, slot, log.Neurons(slot), log.Payloads(slot));
            return;
        }
        EventHistory history = population.History;
        int place = history.Place(tick);
        if (history.Parts == 1)
        {
            EventList events = history.Events(place, slot, 0);
            _recording.AppendSpikes(entry, slot, Indices(events), Payloads(events));
            return;
        }
        List<int> indices = [];
        List<int> payloads = [];
        for (int part = 0; part < history.Parts; part++)
        {
            EventList events = history.Events(place, slot, part);
            indices.AddRange(Indices(events));
            payloads.AddRange(Payloads(events));
        }
        _recording.AppendSpikes(entry, slot, [.. indices], [.. payloads]);
    }

    private void AddCounts(int entry, CpuPopulation population, int tick, int slot)
    {
        EventHistory history = population.History;
        Span<long> counts = _recording.CountsToAdd(entry, slot);
        if (population.Log is { } log)
        {
            ReadOnlySpan<int> neurons = log.Neurons(slot), payloads = log.Payloads(slot);
            for (int e = 0; e < neurons.Length; e++)
                counts[neurons[e]] += payloads[e];
            return;
        }
        for (int part = 0; part < history.Parts; part++)
        {
            EventList events = history.Events(history.Place(tick), slot, part);
            for (int e = 0; e < events.Count; e++)
                counts[events.Indices[e]] += events.Payloads == null ? 1 : events.Payloads[e];
        }
    }

    private static ReadOnlySpan<int> Indices(EventList events) => new(events.Indices, events.Count);

    private static ReadOnlySpan<int> Payloads(EventList events) =>
        events.Payloads == null ? default : new(events.Payloads, events.Count);
}
