using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Reference;

/// <summary>A batch of slots that the interpreter advances one after the other.</summary>
internal class ReferenceSession : ISession
{
    private readonly ReferencePopulation[] _populations;
    private readonly ReferenceSlot[] _slots;
    private readonly ReferenceEvents? _byEvent;
    private readonly SpikeProgram _executed;

    /// <summary>A session of <paramref name="program"/> at tick 0; <paramref name="executed"/> is what is left of it where the
    /// session does not learn.</summary>
    public ReferenceSession(SpikeProgram program, SpikeProgram executed, int batchSize)
    {
        Program = program;
        _executed = executed;
        _populations = [.. executed.Populations.Select((_, ordinal) => new ReferencePopulation(executed, ordinal))];
        _byEvent = executed.Firing == Firing.Event ? new(executed, _populations) : null;
        _slots = new ReferenceSlot[batchSize];
        Reset();
    }

    /// <inheritdoc/>
    public SpikeProgram Program { get; }

    /// <inheritdoc/>
    public int BatchSize => _slots.Length;

    /// <inheritdoc/>
    public int Tick { get; private set; }

    /// <summary>The slots.</summary>
    protected IReadOnlyList<ReferenceSlot> Slots => _slots;

    /// <inheritdoc/>
    public void Reset(ReadOnlySpan<uint> streams = default)
    {
        SessionChecks.Streams(streams, BatchSize);
        for (int slot = 0; slot < BatchSize; slot++)
            _slots[slot] = new ReferenceSlot(_populations, streams.IsEmpty ? (uint)slot : streams[slot], _byEvent);
        Tick = 0;
    }

    /// <inheritdoc/>
    public void Run(InputBatch input, int ticks, Recording? recording = null)
    {
        SessionChecks.Input(Program, input, BatchSize, Tick, ticks);
        for (int end = Tick + ticks; Tick < end; Tick++)
        {
            for (int slot = 0; slot < BatchSize; slot++)
            {
                _slots[slot].Step(Tick, input, slot);
                if (recording is not null)
                    Record(recording, slot);
            }
        }
    }

    /// <inheritdoc/>
    public Counters Counters(int slot) => _slots[slot].Counters;

    /// <inheritdoc/>
    public void ReadState(string population, string state, int slot, Span<int> destination) =>
        State(population, state, slot).CopyTo(destination);

    /// <inheritdoc/>
    public SessionSnapshot Save()
    {
        Dictionary<(string, string), int[]> states = [];
        Dictionary<string, IReadOnlyList<SpikeTrain>> history = [];
        foreach (ReferencePopulation population in _populations)
        {
            string name = population.Definition.Name;
            foreach (StateDeclaration state in population.Micro?.States ?? [])
                states[(name, state.Name)] = [.. _slots.SelectMany((_, slot) => State(name, state.Name, slot))];
            if (population.LongestDelay > 0)
                history[name] = [.. _slots.Select(slot => History(population, slot))];
        }
        bool plastic = _slots[0].Synapses.Count > 0;
        return new(Tick, [.. _slots.Select(s => s.Stream)], [.. _slots.Select(s => s.Counters)], states, history)
        {
            Synapses = _slots[0].Synapses.SelectMany(p => p.Value.Keys.Select(array => (Projection: p.Key, Array: array)))
                .ToDictionary(key => key, key => _slots.SelectMany(s => s.Synapses[key.Projection][key.Array]).ToArray()),
            Learning = plastic ? [.. _slots.Select(s => s.Learning)] : [],
        };
    }

    /// <inheritdoc/>
    public void Restore(SessionSnapshot snapshot)
    {
        SessionChecks.Snapshot(_executed, snapshot, BatchSize);
        Reset([.. snapshot.Streams]);
        Tick = snapshot.Tick;
        for (int slot = 0; slot < BatchSize; slot++)
        {
            _slots[slot].Counters = snapshot.Counters[slot];
            foreach (ReferencePopulation population in _populations)
                Restore(population, slot, snapshot);
            foreach ((string projection, Dictionary<string, int[]> arrays) in _slots[slot].Synapses)
            {
                foreach ((string array, int[] elements) in arrays)
                    snapshot.Synapses[(projection, array)].AsSpan(slot * elements.Length, elements.Length).CopyTo(elements);
                _slots[slot].Learning = snapshot.Learning[slot];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>Ends the sample of every slot; see <see cref="ILearningSession.NextSample"/>.</summary>
    protected void EndSample(ReadOnlySpan<uint> streams)
    {
        SessionChecks.Streams(streams, BatchSize);
        for (int slot = 0; slot < BatchSize; slot++)
            _slots[slot].NextSample(Tick, streams.IsEmpty ? _slots[slot].Stream : streams[slot]);
        Tick = 0;
    }

    private void Restore(ReferencePopulation population, int slot, SessionSnapshot snapshot)
    {
        string name = population.Definition.Name;
        int size = population.Definition.Size;
        foreach (StateDeclaration state in population.Micro?.States ?? [])
            snapshot.States[(name, state.Name)].AsSpan(slot * size, size).CopyTo(State(name, state.Name, slot));
        if (population.LongestDelay == 0)
            return;
        SpikeTrain history = snapshot.History[name][slot];
        for (int t = 0; t < history.Ticks; t++)
        {
            List<Event> events = _slots[slot].Events(population.Ordinal, Tick - history.Ticks + t);
            for (int e = history.Offsets[t]; e < history.Offsets[t + 1]; e++)
                events.Add(new(history.Indices[e], history.Payloads?[e] ?? 1));
        }
    }

    /// <summary>The events of the last ticks, as many ticks as the longest delay.</summary>
    private SpikeTrain History(ReferencePopulation population, ReferenceSlot slot)
    {
        SpikeTrainBuilder builder = new(population.Definition.Size, population.LongestDelay);
        for (int tick = Tick - population.LongestDelay; tick < Tick; tick++)
        {
            foreach (Event e in slot.Events(population.Ordinal, tick))
                builder.Add(e.Neuron, e.Payload);
            builder.EndTick();
        }
        return builder.Build();
    }

    private void Record(Recording recording, int slot)
    {
        RecordingOptions options = recording.Options;
        for (int entry = 0; entry < options.Spikes.Length; entry++)
        {
            List<Event> events = _slots[slot].Events(Ordinal(options.Spikes[entry]), Tick);
            recording.AppendSpikes(entry, slot, [.. events.Select(e => e.Neuron)], [.. events.Select(e => e.Payload)]);
        }
        for (int entry = 0; entry < options.Counts.Length; entry++)
        {
            Span<long> counts = recording.CountsToAdd(entry, slot);
            foreach (Event e in _slots[slot].Events(Ordinal(options.Counts[entry]), Tick))
                counts[e.Neuron] += e.Payload;
        }
        for (int entry = 0; entry < options.States.Length; entry++)
            recording.AppendState(entry, slot, State(options.States[entry].Population, options.States[entry].State, slot));
    }

    private int[] State(string population, string state, int slot)
    {
        ImmutableArray<StateDeclaration> states = _populations[Ordinal(population)].Micro?.States ?? [];
        StateDeclaration declaration = states.FirstOrDefault(s => s.Name == state)
            ?? throw new KeyNotFoundException($"population '{population}' has no state '{state}'");
        return _slots[slot].States[Ordinal(population)][states.IndexOf(declaration)];
    }

    private int Ordinal(string population) => Program.Populations.IndexOf(Program.Population(population));
}
