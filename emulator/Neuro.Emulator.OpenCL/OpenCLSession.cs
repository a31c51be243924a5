using Neuro.Emulator.OpenCL.Generation;
using Neuro.Emulator.OpenCL.Native;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.OpenCL;

/// <summary>A batch in execution on a device; states, events and sums stay there between ticks.</summary>
internal sealed class OpenCLSession : ISession
{
    // A chunk of ticks is handed over at once; what it records and is given stays within this much memory.
    private const int LongestChunk = 1024;
    private const long ChunkBytes = 64 << 20;

    private readonly DeviceProgram _program;
    private readonly KernelQueue _queue;
    private readonly DeviceMemory _memory;
    private readonly InputPacker _input;
    private readonly SessionEvents _events;
    private readonly uint[] _streams;

    // What the device did not count: all before a snapshot that was restored; external events and ticks since.
    private readonly Counters[] _before;
    private readonly long[] _inputEvents;
    private readonly long _neurons;
    private int _firstTick;

    /// <summary>A session at tick 0.</summary>
    public OpenCLSession(
        DeviceContext context, SpikeProgram opened, DeviceProgram program, BuiltProgram built, int batchSize)
    {
        Program = opened;
        _program = program;
        BatchSize = batchSize;
        _neurons = program.Populations.Sum(p => p.Definition.IsInput ? 0L : p.Size);
        (_streams, _before, _inputEvents) = (new uint[batchSize], new Counters[batchSize], new long[batchSize]);
        _input = new(program, batchSize);
        _queue = new(context, program, built, batchSize);
        try
        {
            _memory = new(context, _queue.Handle, program, batchSize);
            _events = new(program, _memory);
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
        Array.Clear(_before);
        Array.Clear(_inputEvents);
        Tick = _firstTick = 0;
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
            RunChunk(input, part);
            recorder?.Append(_memory, Tick, part);
            Tick += part;
        }
        _queue.Finish();
        recorder?.AddCounts(_memory, first, ticks);
    }

    /// <inheritdoc/>
    public Counters Counters(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)BatchSize, nameof(slot));
        long[] sets = new long[_program.CounterSets * DeviceProgram.CounterCount];
        _memory.Longs.Read<long>(sets, (slot * _program.Slot.Longs + _program.Counters) * sizeof(long));
        long Sum(int counter)
        {
            long sum = 0;
            for (int set = 0; set < _program.CounterSets; set++)
                sum += sets[set * DeviceProgram.CounterCount + counter];
            return sum;
        }
        return _before[slot] + new Counters(
            Sum(0), _inputEvents[slot], Sum(1), (Tick - _firstTick) * _neurons, Sum(2), Sum(3), Sum(4), Sum(5), Sum(6));
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
        return new(Tick, [.. _streams], [.. Enumerable.Range(0, BatchSize).Select(Counters)], states, history);
    }

    /// <inheritdoc/>
    public void Restore(SessionSnapshot snapshot)
    {
        SessionChecks.Snapshot(Program, snapshot, BatchSize);
        Reset([.. snapshot.Streams]);
        Tick = _firstTick = snapshot.Tick;
        for (int slot = 0; slot < BatchSize; slot++)
        {
            _before[slot] = snapshot.Counters[slot];
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

    private void RunChunk(InputBatch input, int ticks)
    {
        ReadOnlySpan<int> packed = _input.Pack(input, Tick, ticks, _inputEvents);
        if (_memory.Input.Grow(packed.Length * (long)sizeof(int)))
            _queue.Bind(_memory);
        _memory.Input.Write(packed);
        _queue.Run(Tick, ticks);
    }

    private long StateOffset(PopulationLayout population, int state, int slot) =>
        (slot * _program.Slot.Ints + population.States[state]) * sizeof(int);
}
