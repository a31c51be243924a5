using Neuro.Runtime;

namespace Neuro.Emulator.Cpu;

/// <summary>Appends what a recording asks for, tick by tick.</summary>
internal sealed unsafe class CpuRecorder
{
    private readonly Recording _recording;
    private readonly (string Name, CpuPopulation Population)[] _spikes;
    private readonly (string Name, CpuPopulation Population)[] _counts;
    private readonly (string Name, string State, CpuPopulation Population)[] _states;

    /// <summary>A recorder into <paramref name="recording"/>.</summary>
    public CpuRecorder(Recording recording, CpuPopulation[] populations)
    {
        Dictionary<string, CpuPopulation> byName = populations.ToDictionary(p => p.Definition.Name);
        _recording = recording;
        _spikes = [.. recording.Options.Spikes.Select(name => (name, byName[name]))];
        _counts = [.. recording.Options.Counts.Select(name => (name, byName[name]))];
        _states = [.. recording.Options.States.Select(s => (s.Population, s.State, byName[s.Population]))];
    }

    /// <summary>Records some slots after <paramref name="tick"/>.</summary>
    public void Record(int tick, int firstSlot, int endSlot)
    {
        for (int slot = firstSlot; slot < endSlot; slot++)
        {
            foreach ((string name, CpuPopulation population) in _spikes)
                AppendSpikes(name, population, tick, slot);
            foreach ((string name, CpuPopulation population) in _counts)
                AddCounts(name, population, tick, slot);
            foreach ((string name, string state, CpuPopulation population) in _states)
                _recording.AppendState(name, state, slot, population.State(state, slot));
        }
    }

    private void AppendSpikes(string name, CpuPopulation population, int tick, int slot)
    {
        EventHistory history = population.History;
        int place = history.Place(tick);
        if (history.Parts == 1)
        {
            EventList events = history.Events(place, slot, 0);
            _recording.AppendSpikes(name, slot, Indices(events), Payloads(events));
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
        _recording.AppendSpikes(name, slot, [.. indices], [.. payloads]);
    }

    private void AddCounts(string name, CpuPopulation population, int tick, int slot)
    {
        EventHistory history = population.History;
        Span<long> counts = _recording.CountsToAdd(name, slot);
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
