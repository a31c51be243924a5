using ILGPU.Runtime;
using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Emulator.Ilgpu.Lowering;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Ilgpu;

/// <summary>A batch in execution on a device.</summary>
internal class IlgpuSession : ISession
{
    private readonly IlgpuDevice _device;
    private readonly Accelerator _accelerator;
    private readonly SpikeProgram _executed;
    private readonly ProgramImage _image;
    private readonly Launcher _launcher;
    private readonly DeviceMemory _memory;
    private readonly DeviceSynapses _synapses;
    private readonly long _neurons;
    private readonly uint[] _streams;

    // Neuron updates are counted here, and what was counted before a snapshot was taken.
    private readonly Counters[] _before;
    private readonly LearningCounters[] _learnedBefore;

    /// <summary>A session at tick 0.</summary>
    public IlgpuSession(
        IlgpuDevice device, Accelerator accelerator, SpikeProgram program, SpikeProgram executed, SessionOptions options,
        int? groupsPerSlot)
    {
        (_device, _accelerator, _executed) = (device, accelerator, executed);
        Program = program;
        BatchSize = options.BatchSize;
        LaunchShape shape = LaunchShapes.Choose(device.Device, executed, options, groupsPerSlot);
        (_image, _launcher) = device.Compile(executed, BatchSize, shape);
        _neurons = executed.Populations.Sum(p => p.IsInput ? 0L : p.Size);
        _streams = new uint[BatchSize];
        _before = new Counters[BatchSize];
        _learnedBefore = new LearningCounters[BatchSize];
        _memory = new(accelerator, _image, executed.Seed);
        _synapses = new(executed, _image, _memory, BatchSize);
        try
        {
            Reset();
        }
        catch
        {
            _memory.Dispose();
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
        Array.Clear(_before);
        Array.Clear(_learnedBefore);
        Try(() =>
        {
            _memory.Machine.Counters.MemSetToZero();
            BeginSample(newSample: false);
        });
    }

    /// <inheritdoc/>
    public void Run(InputBatch input, int ticks, Recording? recording = null)
    {
        SessionChecks.Input(Program, input, BatchSize, Tick, ticks);
        if (ticks == 0)
            return;
        Try(() =>
        {
            DeviceRecorder? recorder = recording is null ? null : new(recording, _image, _memory, BatchSize);
            if (recorder is null)
                DeviceRecorder.RecordNothing(_memory);
            for (int done = 0; done < ticks;)
            {
                Chunk chunk = new() { FirstTick = Tick, Ticks = Math.Min(_image.Ticks, ticks - done), GroupsPerSlot = 1 };
                _memory.SetInput(InputPacker.Pack(_executed, input, BatchSize, ref chunk));
                _launcher.Run(_memory.Machine, chunk);
                recorder?.Fetch(chunk);
                done += chunk.Ticks;
                Tick += chunk.Ticks;
            }
            recorder?.FetchCounts();
            _accelerator.Synchronize();
        });
        for (int slot = 0; slot < BatchSize; slot++)
            _before[slot] += new Counters(0, 0, 0, ticks * _neurons);
    }

    /// <inheritdoc/>
    public Counters Counters(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)BatchSize, nameof(slot));
        long[] c = ReadCounters(slot);
        return _before[slot] + new Counters(
            c[CounterField.Spikes], c[CounterField.InputEvents], c[CounterField.SynapticEvents], 0,
            c[CounterField.RowActivations], c[CounterField.CellReads], c[CounterField.DacConversions],
            c[CounterField.AdcConversions], c[CounterField.DigitalAdds]);
    }

    /// <summary>See <see cref="ILearningSession.LearningCounters"/>.</summary>
    public LearningCounters LearningCounters(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)BatchSize, nameof(slot));
        long[] c = ReadCounters(slot);
        return _learnedBefore[slot]
            + new LearningCounters(c[CounterField.RuleUpdates], c[CounterField.Pulses], c[CounterField.Refreshes]);
    }

    /// <summary>See <see cref="ILearningSession.NextSample"/>.</summary>
    public void NextSample(ReadOnlySpan<uint> streams)
    {
        SessionChecks.Streams(streams, BatchSize);
        Try(() =>
        {
            _launcher.EndSample(_memory.Machine, Tick);
            // Rules draw from the sample's own streams.
            _accelerator.Synchronize();
        });
        streams.CopyTo(_streams);
        Try(() => BeginSample(newSample: true));
    }

    /// <summary>See <see cref="ILearningSession.ReadSynapses"/>.</summary>
    public void ReadSynapses(string projection, string array, int slot, Span<int> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)BatchSize, nameof(slot));
        int[] values = [];
        Try(() => values = _synapses.Read(projection, array, slot));
        values.CopyTo(destination);
    }

    /// <inheritdoc/>
    public void ReadState(string population, string state, int slot, Span<int> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)slot, (uint)BatchSize, nameof(slot));
        PopulationImage image = _image.Populations[Program.Populations.IndexOf(Program.Population(population))];
        if (image.Addresses is null || !image.Addresses.States.TryGetValue(state, out long first))
            throw new KeyNotFoundException($"population '{population}' has no state '{state}'");
        int[] values = new int[image.Definition.Size];
        Try(() => DeviceMemory.Read(_memory.Machine.States, first + (long)slot * image.Stride, values.AsSpan()));
        values.CopyTo(destination);
    }

    /// <inheritdoc/>
    public SessionSnapshot Save()
    {
        Dictionary<(string, string), int[]> states = [];
        Dictionary<string, IReadOnlyList<SpikeTrain>> history = [];
        Try(() =>
        {
            Machine machine = _memory.Machine;
            foreach (PopulationImage population in _image.Populations)
            {
                string name = population.Definition.Name;
                foreach ((string state, long first) in population.Addresses?.States ?? new Dictionary<string, long>())
                    states[(name, state)] = ReadState(machine, population, first);
                if (population.LongestDelay > 0)
                    history[name] = RecentEvents(machine, population);
            }
        });
        IReadOnlyDictionary<(string, string), int[]> synapses = new Dictionary<(string, string), int[]>();
        Try(() => synapses = _synapses.Save());
        IEnumerable<int> slots = Enumerable.Range(0, BatchSize);
        return new(Tick, [.. _streams], [.. slots.Select(Counters)], states, history)
        {
            Synapses = synapses,
            Learning = _image.Plasticities.Count == 0 ? [] : [.. slots.Select(LearningCounters)],
        };
    }

    /// <inheritdoc/>
    public void Restore(SessionSnapshot snapshot)
    {
        SessionChecks.Snapshot(_executed, snapshot, BatchSize);
        Reset([.. snapshot.Streams]);
        Tick = snapshot.Tick;
        snapshot.Counters.ToArray().CopyTo(_before, 0);
        if (_image.Plasticities.Count > 0)
            snapshot.Learning.ToArray().CopyTo(_learnedBefore, 0);
        Try(() =>
        {
            Machine machine = _memory.Machine;
            _synapses.Restore(snapshot);
            foreach (PopulationImage population in _image.Populations)
            {
                string name = population.Definition.Name;
                foreach ((string state, long first) in population.Addresses?.States ?? new Dictionary<string, long>())
                    WriteState(machine, population, first, snapshot.States[(name, state)], everySlot: false);
                if (population.LongestDelay > 0)
                    RestoreEvents(machine, population, snapshot.History[name]);
            }
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    // States and arrays are as they are at first, but for what a new sample keeps; there are no events.
    private void BeginSample(bool newSample)
    {
        Machine machine = _memory.Machine;
        Tick = 0;
        DeviceMemory.Fill<int>(machine.Streams, Array.ConvertAll(_streams, s => (int)s));
        machine.Counts.MemSetToZero();
        foreach (PopulationImage population in _image.Populations.Where(p => p.Addresses is not null))
        {
            foreach ((string state, long first) in population.Addresses!.States)
            {
                if (newSample && population.Definition.Kept.Contains(state))
                    continue;
                IrValue initial = population.Definition.Initial.GetValueOrDefault(state, 0);
                int[] values = _executed.Values(initial, population.Definition.Size);
                WriteState(machine, population, first, values, everySlot: true);
            }
        }
        _synapses.Reset(perSampleOnly: newSample);
    }

    private long[] ReadCounters(int slot)
    {
        long[] counters = new long[CounterField.Count];
        Try(() => DeviceMemory.Read(_memory.Machine.Counters, (long)slot * CounterField.Count, counters.AsSpan()));
        return counters;
    }

    private void Try(Action action) => _device.Try(_ =>
    {
        action();
        return 0;
    });

    private void WriteState(Machine machine, PopulationImage population, long first, int[] values, bool everySlot)
    {
        int size = population.Definition.Size;
        int[] rows = new int[checked(BatchSize * population.Stride)];
        for (int slot = 0; slot < BatchSize; slot++)
            values.AsSpan(everySlot ? 0 : slot * size, size).CopyTo(rows.AsSpan(slot * population.Stride));
        DeviceMemory.Fill<int>(machine.States, rows, first);
    }

    private int[] ReadState(Machine machine, PopulationImage population, long first)
    {
        int size = population.Definition.Size;
        int[] rows = new int[checked(BatchSize * population.Stride)];
        DeviceMemory.Read(machine.States, first, rows.AsSpan());
        int[] values = new int[checked(BatchSize * size)];
        for (int slot = 0; slot < BatchSize; slot++)
            rows.AsSpan(slot * population.Stride, size).CopyTo(values.AsSpan(slot * size));
        return values;
    }

    private SpikeTrain[] RecentEvents(Machine machine, PopulationImage population)
    {
        int kept = Math.Min(Tick, population.LongestDelay);
        EventRows rows = new(machine, population, BatchSize, Tick - kept, kept);
        SpikeTrain[] trains = new SpikeTrain[BatchSize];
        for (int slot = 0; slot < BatchSize; slot++)
        {
            SpikeTrainBuilder builder = new(population.Definition.Size, population.LongestDelay);
            for (int tick = Tick - population.LongestDelay; tick < Tick; tick++)
            {
                if (tick >= 0)
                {
                    (ReadOnlyMemory<int> indices, ReadOnlyMemory<int> payloads) = rows.Of(tick, slot);
                    for (int e = 0; e < indices.Length; e++)
                        builder.Add(indices.Span[e], payloads.IsEmpty ? 1 : payloads.Span[e]);
                }
                builder.EndTick();
            }
            trains[slot] = builder.Build();
        }
        return trains;
    }

    private void RestoreEvents(Machine machine, PopulationImage population, IReadOnlyList<SpikeTrain> recent)
    {
        for (int tick = Math.Max(0, Tick - population.LongestDelay); tick < Tick; tick++)
        {
            int t = tick - Tick + population.LongestDelay;
            int[] counts = new int[BatchSize];
            int[] events = new int[checked(BatchSize * population.Stride)];
            int[] payloads = population.UnitPayloads ? [] : new int[events.Length];
            for (int slot = 0; slot < BatchSize; slot++)
            {
                int first = slot * population.Stride;
                ReadOnlySpan<int> indices = recent[slot].IndicesAt(t);
                counts[slot] = indices.Length;
                indices.CopyTo(events.AsSpan(first));
                if (population.UnitPayloads)
                    continue;
                payloads.AsSpan(first, indices.Length).Fill(1);
                recent[slot].PayloadsAt(t).CopyTo(payloads.AsSpan(first));
            }
            long row = (long)(tick % population.Ring) * BatchSize;
            DeviceMemory.Fill<int>(machine.Counts, counts, population.FirstCount + row);
            DeviceMemory.Fill<int>(machine.Events, events, population.FirstEvent + row * population.Stride);
            DeviceMemory.Fill<int>(machine.Payloads, payloads, population.FirstPayload + row * population.Stride);
        }
    }
}
