using System.Runtime.CompilerServices;
using Neuro.Emulator.Cpu.Delivery;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Emulator.Cpu.Events;
using Neuro.Emulator.Cpu.Learning;
using Neuro.Emulator.Cpu.Reductions;
using Neuro.Emulator.Cpu.Threading;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Cpu;

/// <summary>
/// A batch in execution. In one part, threads take chunks of slots that fit the caches and run all ticks of a chunk; in several,
/// every thread owns a part of each population and they meet after each phase.
/// </summary>
internal sealed unsafe class CpuSession : ISession
{
    // States, sums and events of a chunk should stay in the first-level cache.
    private const long ChunkBytes = 24 << 10;

    // Unless crossbars are read, whose matrices are far larger: many reads should share one pass over them.
    private const int SlotsThatShareReads = 64;

    private readonly CpuPopulation[] _populations;
    private readonly CpuPopulation[] _inputs;
    private readonly CpuPhase[] _phases;
    private readonly EventProcessor? _events;
    private readonly LearningRules _rules;
    private readonly SpikeProgram _executed;
    private readonly WorkerTeam _team;
    private readonly AlignedArray<uint> _streams;
    private readonly SlotCounters[] _counters;
    private readonly long _neurons;
    private readonly int _parts;
    private readonly int _chunk;

    /// <summary>A session at tick 0 whose populations are cut into <paramref name="parts"/> parts: 1, or one a thread.</summary>
    /// <param name="compiled">What is executed.</param>
    /// <param name="program">What it was made from: the session's program.</param>
    /// <param name="width">Registers that kernels use.</param>
    /// <param name="options">Batch and threads.</param>
    /// <param name="parts">Number of parts.</param>
    public CpuSession(CompiledProgram compiled, SpikeProgram program, SimdWidth width, SessionOptions options, int parts)
    {
        Program = program;
        _executed = compiled.Program;
        BatchSize = options.BatchSize;
        _parts = parts;
        _populations =
            [.. _executed.Populations.Select((_, i) => new CpuPopulation(compiled, _executed, i, width, BatchSize, _parts))];
        _rules = new(compiled, _populations, BatchSize, _parts, width);
        _inputs = [.. _populations.Where(p => p.Definition.IsInput)];
        _events = _executed.Firing == Firing.Event ? new(_executed, _populations, _rules, BatchSize) : null;
        CpuPopulation[] neurons = _events is null ? [.. _populations.Where(p => !p.Definition.IsInput)] : [];
        _neurons = neurons.Sum(p => (long)p.Size);
        _phases = [.. neurons.GroupBy(p => p.Definition.Phase).OrderBy(g => g.Key).Select(MakePhase)];
        int threads = _parts > 1 ? _parts : Math.Min(options.Threads, BatchSize);
        _team = new(threads);
        _streams = new(BatchSize);
        _counters = [.. Enumerable.Range(0, _parts).Select(_ => new SlotCounters(BatchSize))];
        _chunk = _parts > 1 ? BatchSize : ChunkSize(threads);
        Reset();
    }

    /// <inheritdoc/>
    public SpikeProgram Program { get; }

    /// <inheritdoc/>
    public int BatchSize { get; }

    /// <inheritdoc/>
    public int Tick { get; private set; }

    /// <inheritdoc/>
    public void Reset(ReadOnlySpan<uint> streams = default)
    {
        SessionChecks.Streams(streams, BatchSize);
        for (int slot = 0; slot < BatchSize; slot++)
            _streams.Pointer[slot] = streams.IsEmpty ? (uint)slot : streams[slot];
        foreach (CpuPopulation population in _populations)
            population.Reset();
        foreach (PlasticProjection projection in _rules.Projections)
            projection.Reset(perSampleOnly: false);
        foreach (SlotCounters counters in _counters)
            counters.Clear();
        Tick = 0;
    }

    /// <inheritdoc/>
    public void Run(InputBatch input, int ticks, Recording? recording = null)
    {
        SessionChecks.Input(Program, input, BatchSize, Tick, ticks);
        if (ticks == 0)
            return;
        SpikeTrain[]?[] trains = [.. _inputs.Select(p => input.Trains.GetValueOrDefault(p.Definition.Name)?.ToArray())];
        CpuRecorder? recorder = recording is null ? null : new(recording, _populations);
        RunRequest request = new(trains, input.Offset, Tick, Tick + ticks, recorder);
        if (_parts > 1)
            RunParts(request);
        else
            RunChunks((first, end) => RunChunk(request, first, end));
        for (int slot = 0; slot < BatchSize; slot++)
            _counters[0].NeuronUpdates[slot] += ticks * _neurons;
        Tick += ticks;
    }

    /// <inheritdoc/>
    public Counters Counters(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)BatchSize, nameof(slot));
        return _counters.Aggregate(default(Counters), (sum, counters) => sum + counters[slot]);
    }

    /// <inheritdoc/>
    public void ReadState(string population, string state, int slot, Span<int> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)BatchSize, nameof(slot));
        _populations[Program.Populations.IndexOf(Program.Population(population))].State(state, slot).CopyTo(destination);
    }

    /// <inheritdoc/>
    public SessionSnapshot Save()
    {
        Dictionary<(string, string), int[]> states = [];
        Dictionary<string, IReadOnlyList<SpikeTrain>> history = [];
        foreach (CpuPopulation population in _populations)
        {
            string name = population.Definition.Name;
            foreach (string state in population.States)
            {
                int[] values = states[(name, state)] = new int[(long)BatchSize * population.Size];
                for (int slot = 0; slot < BatchSize; slot++)
                    population.State(state, slot).CopyTo(values.AsSpan(slot * population.Size));
            }
            if (population.LongestDelay > 0)
                history[name] = [.. Enumerable.Range(0, BatchSize).Select(slot => RecentEvents(population, slot))];
        }
        uint[] streams = _streams.Slice(0, BatchSize).ToArray();
        IEnumerable<int> slots = Enumerable.Range(0, BatchSize);
        return new(Tick, streams, [.. slots.Select(Counters)], states, history)
        {
            Synapses = SaveSynapses(),
            Learning = _rules.IsEmpty ? [] : [.. slots.Select(LearningCounters)],
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
            _counters[0].Set(slot, snapshot.Counters[slot]);
            if (!_rules.IsEmpty)
                _counters[0].Set(slot, snapshot.Learning[slot]);
        }
        RestoreSynapses(snapshot);
        foreach (CpuPopulation population in _populations)
        {
            string name = population.Definition.Name;
            for (int slot = 0; slot < BatchSize; slot++)
            {
                foreach (string state in population.States)
                {
                    Span<int> values = snapshot.States[(name, state)].AsSpan(slot * population.Size, population.Size);
                    values.CopyTo(population.State(state, slot));
                }
                if (population.LongestDelay > 0)
                    RestoreEvents(population, slot, snapshot.History[name][slot]);
            }
        }
    }

    /// <summary>Ends the sample of every slot and begins the next; see <see cref="ILearningSession.NextSample"/>.</summary>
    public void NextSample(ReadOnlySpan<uint> streams)
    {
        SessionChecks.Streams(streams, BatchSize);
        EndSamples();
        for (int slot = 0; slot < streams.Length; slot++)
            _streams.Pointer[slot] = streams[slot];
        foreach (CpuPopulation population in _populations)
            population.Reset(newSample: true);
        foreach (PlasticProjection projection in _rules.Projections)
            projection.Reset(perSampleOnly: true);
        Tick = 0;
    }

    /// <summary>See <see cref="ILearningSession.ReadSynapses"/>.</summary>
    public void ReadSynapses(string projection, string array, int slot, Span<int> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)BatchSize, nameof(slot));
        PlasticProjection found = _rules.Find(projection)
            ?? throw new KeyNotFoundException($"there is no plastic projection '{projection}'");
        found.Array(array).Read(slot, destination);
    }

    /// <summary>See <see cref="ILearningSession.LearningCounters"/>.</summary>
    public LearningCounters LearningCounters(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)BatchSize, nameof(slot));
        return _counters.Aggregate(default(LearningCounters), (sum, counters) => sum + counters.Learning(slot));
    }

    /// <inheritdoc/>
    public void Dispose() => _team.Dispose();

    private CpuPhase MakePhase(IEnumerable<CpuPopulation> populations)
    {
        CpuPopulation[] members = [.. populations];
        return new(
            members,
            [.. members.SelectMany(target => _executed.Projections
                .Where(p => p.Target == target.Definition.Name)
                .SelectMany(p => DeliveryFactory.Create(
                    _executed, p, Find(p.Source), target, _parts, _rules.Find(p.Name)?.Weights)))],
            [.. _executed.Reductions.Where(r => members.Any(m => m.Definition.Name == r.Target))
                .Select(r => new CpuReduction(r, Find(r.Source), Find(r.Target)))]);
    }

    private CpuPopulation Find(string name) => _populations.First(p => p.Definition.Name == name);

    private int ChunkSize(int threads)
    {
        long bytesPerSlot = Math.Max(
            1, _populations.Sum(p => p.BytesPerSlot) + _rules.Projections.Sum(p => p.BytesPerSlot));
        int least = _executed.Projections.Any(p => p.Read is not null) ? Math.Min(SlotsThatShareReads, BatchSize) : 1;
        long fitting = Math.Clamp(ChunkBytes / bytesPerSlot, least, BatchSize);
        // As many chunks for each thread, so that all end together.
        long rounds = (BatchSize + fitting * threads - 1) / (fitting * threads);
        return (int)((BatchSize + rounds * threads - 1) / (rounds * threads));
    }

    private void RunChunks(Action<int, int> run)
    {
        // Chunks in flight at a time lie apart, since neighbours have counts of events in the same cache line.
        int rounds = ((BatchSize + _chunk - 1) / _chunk + _team.Size - 1) / _team.Size;
        int next = 0;
        _team.Run(_ =>
        {
            int all = rounds * _team.Size;
            for (int taken = Interlocked.Increment(ref next) - 1; taken < all; taken = Interlocked.Increment(ref next) - 1)
            {
                int chunk = taken % _team.Size * rounds + taken / _team.Size;
                int first = Math.Min(BatchSize, chunk * _chunk);
                int end = Math.Min(BatchSize, first + _chunk);
                if (first < end)
                    run(first, end);
            }
        });
    }

    // Hot methods are compiled optimised at once: a run may be over before the JIT would come back to them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunChunk(RunRequest request, int firstSlot, int endSlot)
    {
        for (int tick = request.FirstTick; tick < request.EndTick; tick++)
        {
            for (int slot = firstSlot; _events is not null && slot < endSlot; slot++)
                _events.Run(request, tick, slot, _streams.Pointer, _counters[0]);
            PlaceInputs(request, tick, firstSlot, endSlot);
            foreach (CpuPhase phase in _phases)
                phase.Run(tick, firstSlot, endSlot, part: 0, _streams.Pointer, _counters[0], barrier: null);
            if (_events is null && !_rules.IsEmpty)
                _rules.Run(tick, sampleEnds: false, firstSlot, endSlot, part: 0, _streams.Pointer, _counters[0], barrier: null);
            request.Recorder?.Record(tick, firstSlot, endSlot);
        }
    }

    private void RunParts(RunRequest request)
    {
        PlaceInputs(request, request.FirstTick, 0, BatchSize);
        Together((part, barrier) =>
        {
            for (int tick = request.FirstTick; tick < request.EndTick; tick++)
                RunTick(request, tick, part, barrier);
        });
    }

    private void EndSamples()
    {
        if (_rules.IsEmpty)
            return;
        if (_parts > 1)
        {
            Together((part, barrier) => _rules.Run(
                Tick, sampleEnds: true, 0, BatchSize, part, _streams.Pointer, _counters[part], barrier));
        }
        else
        {
            RunChunks((first, end) => _rules.Run(
                Tick, sampleEnds: true, first, end, part: 0, _streams.Pointer, _counters[0], barrier: null));
        }
    }

    // Every thread runs its part; one that fails lets the others fail instead of waiting for it.
    private void Together(Action<int, SpinBarrier> run)
    {
        SpinBarrier barrier = new(_parts);
        _team.Run(part =>
        {
            try
            {
                run(part, barrier);
            }
            catch
            {
                barrier.Break();
                throw;
            }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunTick(RunRequest request, int tick, int part, SpinBarrier barrier)
    {
        // Worker 0 places the next tick's input while the others step: the history has room for both.
        if (part == 0 && tick + 1 < request.EndTick)
            PlaceInputs(request, tick + 1, 0, BatchSize);
        foreach (CpuPhase phase in _phases)
        {
            phase.Run(tick, 0, BatchSize, part, _streams.Pointer, _counters[part], barrier);
            barrier.Wait();
        }
        if (!_rules.IsEmpty)
        {
            _rules.Run(tick, sampleEnds: false, 0, BatchSize, part, _streams.Pointer, _counters[part], barrier);
            barrier.Wait();
        }
        if (request.Recorder is null)
            return;
        if (part == 0)
            request.Recorder.Record(tick, 0, BatchSize);
        barrier.Wait();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PlaceInputs(RunRequest request, int tick, int firstSlot, int endSlot)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            EventHistory history = _inputs[i].History;
            SpikeTrain[]? trains = request.Trains[i];
            int place = history.Place(tick);
            int trainTick = tick - request.Offset;
            for (int slot = firstSlot; slot < endSlot; slot++)
            {
                if (trains is null || (uint)trainTick >= (uint)trains[slot].Ticks)
                {
                    history.Set(place, slot, default, default);
                    continue;
                }
                SpikeTrain train = trains[slot];
                int[] offsets = train.Offsets;
                int first = offsets[trainTick];
                int count = offsets[trainTick + 1] - first;
                ReadOnlySpan<int> payloads = train.Payloads is null ? default : train.Payloads.AsSpan(first, count);
                history.Set(place, slot, train.Indices.AsSpan(first, count), payloads);
                _counters[0].InputEvents[slot] += count;
            }
        }
    }

    private Dictionary<(string, string), int[]> SaveSynapses()
    {
        Dictionary<(string, string), int[]> synapses = [];
        foreach (PlasticProjection projection in _rules.Projections)
        {
            int count = projection.Map.Count;
            foreach (string array in projection.ArrayNames)
            {
                int[] values = synapses[(projection.Definition.Name, array)] = new int[(long)BatchSize * count];
                for (int slot = 0; slot < BatchSize; slot++)
                    projection.Array(array).Read(slot, values.AsSpan(slot * count, count));
            }
        }
        return synapses;
    }

    private void RestoreSynapses(SessionSnapshot snapshot)
    {
        foreach (PlasticProjection projection in _rules.Projections)
        {
            int count = projection.Map.Count;
            foreach (string array in projection.ArrayNames)
            {
                int[] values = snapshot.Synapses[(projection.Definition.Name, array)];
                for (int slot = 0; slot < BatchSize; slot++)
                    projection.Array(array).Write(slot, values.AsSpan(slot * count, count));
            }
        }
    }

    private SpikeTrain RecentEvents(CpuPopulation population, int slot)
    {
        SpikeTrainBuilder builder = new(population.Size, population.LongestDelay);
        for (int tick = Tick - population.LongestDelay; tick < Tick; tick++)
        {
            for (int part = 0; tick >= 0 && part < population.History.Parts; part++)
            {
                EventList events = population.History.Events(population.History.Place(tick), slot, part);
                for (int e = 0; e < events.Count; e++)
                    builder.Add(events.Indices[e], events.Payloads == null ? 1 : events.Payloads[e]);
            }
            builder.EndTick();
        }
        return builder.Build();
    }

    private void RestoreEvents(CpuPopulation population, int slot, SpikeTrain recent)
    {
        for (int t = 0; t < recent.Ticks; t++)
        {
            int tick = Tick - recent.Ticks + t;
            if (tick >= 0)
                population.History.Set(population.History.Place(tick), slot, recent.IndicesAt(t), recent.PayloadsAt(t));
        }
    }
}
