using Neuro.Emulator.OpenCL.Generation;
using Neuro.Emulator.OpenCL.Native;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.OpenCL;

/// <summary>A batch in execution on a device; states, events and sums stay there between ticks.</summary>
internal class OpenCLSession : ISession
{
    // A chunk of ticks is handed over at once; what it records and is given stays within this much memory.
    private const int LongestChunk = 1024;
    private const long ChunkBytes = 64 << 20;

    private readonly DeviceProgram _program;
    private readonly KernelQueue _queue;
    private readonly DeviceMemory _memory;
    private readonly InputPacker _input;
    private readonly SessionEvents _events;
    private readonly SessionSynapses _synapses;
    private readonly uint[] _streams;

    // What the device did not count: all before a snapshot that was restored; external events and ticks since.
    private readonly Counters[] _before;
    private readonly LearningCounters[] _learnedBefore;
    private readonly long[] _inputEvents;
    private readonly long _neurons;
    private int _firstTick;
    private long _earlierTicks;

    /// <summary>A session at tick 0.</summary>
    public OpenCLSession(
        DeviceContext context, SpikeProgram opened, DeviceProgram program, BuiltProgram built, int batchSize)
    {
        Program = opened;
        _program = program;
        BatchSize = batchSize;
        _neurons = program.Populations.Sum(p => p.Definition.IsInput ? 0L : p.Size);
        (_streams, _before, _inputEvents) = (new uint[batchSize], new Counters[batchSize], new long[batchSize]);
        _learnedBefore = new LearningCounters[batchSize];
        _input = new(program, batchSize);
        _queue = new(context, program, built, batchSize);
        try
        {
            _memory = new(context, _queue.Handle, program, batchSize);
            _events = new(program, _memory);
            _synapses = new(program, _memory, batchSize);
            _queue.Bind(_memory);
            Reset();
            _queue.Finish();
        }
        catch
        {
            Dispose();
            throw;
        }
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
            _streams[slot] = streams.IsEmpty ? (uint)slot : streams[slot];
        _memory.Streams.Write<uint>(_streams);
        _queue.Reset();
        _synapses.Reset(perSampleOnly: false);
        Array.Clear(_before);
        Array.Clear(_learnedBefore);
        Array.Clear(_inputEvents);
        Tick = _firstTick = 0;
        _earlierTicks = 0;
    }

    /// <summary>Ends the sample of every slot and begins the next; see <see cref="ILearningSession.NextSample"/>.</summary>
    public void NextSample(ReadOnlySpan<uint> streams = default)
    {
        SessionChecks.Streams(streams, BatchSize);
        _queue.EndSample(Tick);
        if (!streams.IsEmpty)
        {
            streams.CopyTo(_streams);
            _memory.Streams.Write<uint>(_streams);
        }
        for (int slot = 0; slot < BatchSize; slot++)
        {
            foreach (PopulationLayout population in _program.Populations)
                Restart(population, slot);
        }
        _synapses.Reset(perSampleOnly: true);
        _earlierTicks += Tick - _firstTick;
        Tick = _firstTick = 0;
    }

    /// <summary>See <see cref="ILearningSession.ReadSynapses"/>.</summary>
    public void ReadSynapses(string projection, string array, int slot, Span<int> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)BatchSize, nameof(slot));
        _synapses.Read(projection, array, slot, destination);
    }

    /// <inheritdoc/>
    public void Run(InputBatch input, int ticks, Recording? recording = null)
    {
        SessionChecks.Input(Program, input, BatchSize, Tick, ticks);
        DeviceRecorder? recorder = recording is null ? null : new(_program, recording, input, BatchSize);
        int chunk = Math.Min(ticks, LongestChunk);
        if (recorder is not null)
        {
            chunk = (int)Math.Clamp(ChunkBytes / Math.Max(1, recorder.BytesPerTick * BatchSize), 1, Math.Max(1, chunk));
            if (recorder.Prepare(_memory, chunk))
                _queue.Bind(_memory);
        }
        else
        {
            _memory.Record.Write<int>([0, 0, 0, 0]);
        }
        int first = Tick;
        for (int done = 0, part; done < ticks; done += part)
        {
            part = Math.Min(chunk, ticks - done);
            RunChunk(input, part, recorder is not null);
            recorder?.Append(_memory, Tick, part);
            Tick += part;
        }
        _queue.Finish();
        recorder?.AddCounts(_memory, first, ticks);
    }

    /// <inheritdoc/>
    public Counters Counters(int slot)
    {
        long[] counts = DeviceCounts(slot);
        return _before[slot] + new Counters(
            counts[0], _inputEvents[slot], counts[1], (_earlierTicks + Tick - _firstTick) * _neurons, counts[2], counts[3],
            counts[4], counts[5], counts[6]);
    }

    /// <summary>See <see cref="ILearningSession.LearningCounters"/>.</summary>
    public LearningCounters LearningCounters(int slot)
    {
        long[] counts = DeviceCounts(slot);
        return _learnedBefore[slot] + new LearningCounters(counts[7], counts[8], counts[9]);
    }

    /// <inheritdoc/>
    public void ReadState(string population, string state, int slot, Span<int> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)BatchSize, nameof(slot));
        PopulationLayout found = _program.Populations[Program.Populations.IndexOf(Program.Population(population))];
        int number = found.Kernel?.States.IndexOf(state) ?? -1;
        if (number < 0)
            throw new KeyNotFoundException($"population '{population}' has no state '{state}'");
        _memory.Ints.Read(destination[..found.Size], StateOffset(found, number, slot));
    }

    /// <inheritdoc/>
    public SessionSnapshot Save()
    {
        Dictionary<(string, string), int[]> states = [];
        Dictionary<string, IReadOnlyList<SpikeTrain>> history = [];
        foreach (PopulationLayout population in _program.Populations)
        {
            string name = population.Definition.Name;
            for (int number = 0; number < population.States.Length; number++)
            {
                int[] values = states[(name, population.Kernel!.States[number])] = new int[(long)BatchSize * population.Size];
                for (int slot = 0; slot < BatchSize; slot++)
                {
                    _memory.Ints.Read(
                        values.AsSpan(slot * population.Size, population.Size), StateOffset(population, number, slot));
                }
            }
            if (population.Ring > 1)
                history[name] = [.. Enumerable.Range(0, BatchSize).Select(slot => _events.Recent(population, slot, Tick))];
        }
        return new(Tick, [.. _streams], [.. Enumerable.Range(0, BatchSize).Select(Counters)], states, history)
        {
            Synapses = _synapses.Save(),
            Learning = _program.Plastic.IsEmpty ? [] : [.. Enumerable.Range(0, BatchSize).Select(LearningCounters)],
        };
    }

    /// <inheritdoc/>
    public void Restore(SessionSnapshot snapshot)
    {
        SessionChecks.Snapshot(_program.Program, snapshot, BatchSize);
        Reset([.. snapshot.Streams]);
        Tick = _firstTick = snapshot.Tick;
        _synapses.Restore(snapshot);
        for (int slot = 0; slot < BatchSize; slot++)
        {
            _before[slot] = snapshot.Counters[slot];
            if (!_program.Plastic.IsEmpty)
                _learnedBefore[slot] = snapshot.Learning[slot];
            foreach (PopulationLayout population in _program.Populations)
            {
                string name = population.Definition.Name;
                for (int number = 0; number < population.States.Length; number++)
                {
                    ReadOnlySpan<int> values = snapshot.States[(name, population.Kernel!.States[number])]
                        .AsSpan(slot * population.Size, population.Size);
                    _memory.Ints.Write(values, StateOffset(population, number, slot));
                }
                if (population.Ring > 1)
                    _events.Restore(population, slot, Tick, snapshot.History[name][slot]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Dispose();
        _memory?.Dispose();
    }

    private void RunChunk(InputBatch input, int ticks, bool records)
    {
        ReadOnlySpan<int> packed = _input.Pack(input, Tick, ticks, _inputEvents);
        if (_memory.Input.Grow(packed.Length * (long)sizeof(int)))
            _queue.Bind(_memory);
        _memory.Input.Write(packed);
        _queue.Run(Tick, ticks, records);
    }

    private long[] DeviceCounts(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)BatchSize, nameof(slot));
        long[] sets = new long[_program.CounterSets * DeviceProgram.CounterCount];
        _memory.Longs.Read<long>(sets, (slot * _program.Slot.Longs + _program.Counters) * sizeof(long));
        long[] sums = new long[DeviceProgram.CounterCount];
        for (int i = 0; i < sets.Length; i++)
            sums[i % sums.Length] += sets[i];
        return sums;
    }

    // States that a sample does not keep return to their initial values, and events are forgotten.
    private void Restart(PopulationLayout population, int slot)
    {
        Population definition = population.Definition;
        for (int number = 0; number < population.States.Length; number++)
        {
            string state = population.Kernel!.States[number];
            if (definition.Kept.Contains(state))
                continue;
            int[] initial = _program.Program.Values(definition.Initial.GetValueOrDefault(state, 0), population.Size);
            _memory.Ints.Write<int>(initial, StateOffset(population, number, slot));
        }
        _events.Forget(population, slot);
    }

    private long StateOffset(PopulationLayout population, int state, int slot) =>
        (slot * _program.Slot.Ints + population.States[state]) * sizeof(int);
}
