using Neuro.Ir;
using Neuro.Onnx;
using Neuro.Runtime.Data;
using Neuro.Targets.Onnx;
using NativeOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Neuro.Runtime.OnnxRuntime;

/// <summary>
/// A program as an ONNX model. Events go in and out as dense tensors, so many ticks that they stay small; what is recorded and
/// counted is taken from them. Where the model gives the events of some populations only, nothing is counted.
/// </summary>
internal sealed class OnnxRuntimeSession : ISession
{
    // Elements of all tensors of events of one call, at most.
    private const long ElementsPerCall = 1 << 23;

    private readonly EventCounter? _counter;
    private readonly Lazy<OnnxModel> _plain;
    private readonly Lazy<OnnxModel> _traced;
    private SlotStates _states;

    /// <summary>A session at tick 0 over models that are exported when they are needed: resumable sequences.</summary>
    public OnnxRuntimeSession(SpikeProgram program, int batchSize, Func<NativeOptions> options)
        : this(program, batchSize, new(() => Export(program, false, options)), new(() => Export(program, true, options)))
    {
        _counter = new EventCounter(program, batchSize);
    }

    /// <summary>A session at tick 0 over any model of the program, which it disposes.</summary>
    public OnnxRuntimeSession(SpikeProgram program, int batchSize, OnnxModel model)
        : this(program, batchSize, new(model), new(model))
    {
    }

    private OnnxRuntimeSession(SpikeProgram program, int batchSize, Lazy<OnnxModel> plain, Lazy<OnnxModel> traced)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        Program = program;
        BatchSize = batchSize;
        _plain = plain;
        _traced = traced;
        _states = SlotStates.Initial(program, [.. Enumerable.Range(0, batchSize).Select(i => (uint)i)]);
    }

    /// <inheritdoc/>
    public SpikeProgram Program { get; }

    /// <inheritdoc/>
    public int BatchSize { get; }

    /// <inheritdoc/>
    public int Tick => _states.Tick;

    /// <inheritdoc/>
    public void Reset(ReadOnlySpan<uint> streams = default)
    {
        SessionChecks.Streams(streams, BatchSize);
        uint[] chosen = streams.IsEmpty ? [.. Enumerable.Range(0, BatchSize).Select(i => (uint)i)] : streams.ToArray();
        _states = SlotStates.Initial(Program, chosen);
        _counter?.Clear();
    }

    /// <inheritdoc/>
    public void Run(InputBatch input, int ticks, Recording? recording = null)
    {
        SessionChecks.Input(Program, input, BatchSize, Tick, ticks);
        bool traces = recording is { Options.States.IsEmpty: false };
        OnnxModel model = (traces ? _traced : _plain).Value;
        long perTick = Program.Populations.Sum(p => (long)p.Size) * BatchSize
            + (traces ? model.Interface.States.Sum(s => (long)Program.Population(s.Population).Size) * BatchSize : 0);
        int most = model.Interface.Shape == OnnxShape.Step ? 1
            : IsResumable(model.Interface) ? (int)Math.Max(1, ElementsPerCall / Math.Max(1, perTick))
            : Tick == 0 ? ticks
            : throw new InvalidOperationException("the model starts from the initial states");
        for (int end = Tick + ticks; Tick < end;)
            Run(model, input, Math.Min(most, end - Tick), recording);
    }

    /// <inheritdoc/>
    public Counters Counters(int slot) => _counter?[slot] ?? default;

    /// <inheritdoc/>
    public void ReadState(string population, string state, int slot, Span<int> destination)
    {
        if (!_states.States.TryGetValue((population, state), out int[]? values))
            throw new KeyNotFoundException($"population '{population}' has no state '{state}'");
        int size = values.Length / BatchSize;
        values.AsSpan(slot * size, size).CopyTo(destination);
    }

    /// <inheritdoc/>
    public SessionSnapshot Save()
    {
        Dictionary<(string, string), int[]> states = _states.States.ToDictionary(s => s.Key, s => (int[])s.Value.Clone());
        Dictionary<string, IReadOnlyList<SpikeTrain>> history = [];
        foreach ((string population, int[] events) in _states.Histories)
        {
            int neurons = Program.Population(population).Size, ticks = events.Length / neurons / BatchSize;
            history[population] = [.. Enumerable.Range(0, BatchSize).Select(
                slot => SpikeTrain.FromDense(Reversed(events, slot, ticks, neurons), ticks, neurons))];
        }
        return new SessionSnapshot(
            Tick, [.. _states.Streams], [.. Enumerable.Range(0, BatchSize).Select(Counters)], states, history);
    }

    /// <inheritdoc/>
    public void Restore(SessionSnapshot snapshot)
    {
        SessionChecks.Snapshot(Program, snapshot, BatchSize);
        Reset([.. snapshot.Streams]);
        _states.Tick = snapshot.Tick;
        foreach ((string, string) key in _states.States.Keys.ToArray())
            snapshot.States[key].CopyTo(_states.States[key], 0);
        foreach ((string population, int[] events) in _states.Histories)
        {
            int neurons = Program.Population(population).Size, ticks = events.Length / neurons / BatchSize;
            for (int slot = 0; slot < BatchSize; slot++)
            {
                SpikeTrain train = snapshot.History[population][slot];
                for (int ago = 0; ago < ticks; ago++)
                    Place(train, ticks - 1 - ago, events.AsSpan((slot * ticks + ago) * neurons, neurons));
            }
        }
        for (int slot = 0; slot < BatchSize; slot++)
            _counter?.Set(slot, snapshot.Counters[slot]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lazy<OnnxModel> model in (Lazy<OnnxModel>[])[_plain, _traced])
        {
            if (model.IsValueCreated)
                model.Value.Dispose();
        }
    }

    // States that are not given to it are the initial ones.
    private static bool IsResumable(OnnxInterface face) =>
        face.States.All(s => s.Tensor is not null) && face.Histories.All(h => h.Tensor is not null)
        && (face.Tick is not null || face.Stream is null);

    private static OnnxModel Export(SpikeProgram program, bool traces, Func<NativeOptions> options)
    {
        (ModelProto model, OnnxInterface face) = OnnxExporter.Export(program, new()
        {
            Shape = OnnxShape.Sequence,
            Resumable = true,
            AllEvents = true,
            StateTraces = traces,
        });
        return OnnxModel.Create(model, face, options());
    }

    private void Run(OnnxModel model, InputBatch input, int ticks, Recording? recording)
    {
        OnnxInterface face = model.Interface;
        EventRaster raster = EventRaster.Of(Program, input, Tick, ticks, BatchSize);
        Dictionary<string, (Array, long[])> inputs = [];
        long[] leading = face.Shape == OnnxShape.Step ? [BatchSize] : [ticks, BatchSize];
        foreach (OnnxEvents events in face.Inputs)
            inputs[events.Tensor] = (raster[events.Population], [.. leading, .. SlotStates.Extents(Program, events.Population)]);
        if (face.Clock is { } clock)
            inputs[clock] = (new int[ticks * BatchSize], leading);
        foreach ((string name, Array elements, long[] shape) in _states.Inputs(Program, face))
            inputs[name] = (elements, shape);
        IEnumerable<string> traces = face.States.Where(s => s.Trace is not null).Select(s => s.Trace!);
        Dictionary<string, int[]> outputs = model.Run(
            inputs, [.. face.Outputs.Select(o => o.Tensor), .. SlotStates.Outputs(face), .. traces]);
        foreach (OnnxEvents events in face.Outputs)
            raster[events.Population] = outputs[events.Tensor];
        _counter?.Add(raster, _states.Histories);
        if (recording is not null)
            Record(recording, raster, face, outputs);
        _states.Advance(face, outputs, ticks);
    }

    private void Record(Recording recording, EventRaster raster, OnnxInterface face, Dictionary<string, int[]> outputs)
    {
        RecordingOptions options = recording.Options;
        for (int tick = 0; tick < raster.Ticks; tick++)
        {
            for (int slot = 0; slot < BatchSize; slot++)
            {
                for (int entry = 0; entry < options.Spikes.Length; entry++)
                {
                    (int[] indices, int[] payloads) = raster.Events(options.Spikes[entry], tick, slot);
                    recording.AppendSpikes(entry, slot, indices, payloads);
                }
                for (int entry = 0; entry < options.Counts.Length; entry++)
                {
                    Span<long> counts = recording.CountsToAdd(entry, slot);
                    ReadOnlySpan<int> payloads = raster.Row(options.Counts[entry], tick, slot);
                    for (int i = 0; i < payloads.Length; i++)
                        counts[i] += payloads[i];
                }
                for (int entry = 0; entry < options.States.Length; entry++)
                {
                    (string population, string state) = options.States[entry];
                    OnnxState recorded = face.States.First(s => s.Population == population && s.State == state);
                    // One tick's trace is what it leaves.
                    string trace = recorded.Trace ?? recorded.Next;
                    int size = Program.Population(population).Size;
                    recording.AppendState(
                        entry, slot, outputs[trace].AsSpan((tick * BatchSize + slot) * size, size));
                }
            }
        }
    }

    private static int[] Reversed(int[] events, int slot, int ticks, int neurons)
    {
        int[] chronological = new int[ticks * neurons];
        for (int ago = 0; ago < ticks; ago++)
            events.AsSpan((slot * ticks + ago) * neurons, neurons).CopyTo(chronological.AsSpan((ticks - 1 - ago) * neurons));
        return chronological;
    }

    private static void Place(SpikeTrain train, int tick, Span<int> row)
    {
        for (int e = train.Offsets[tick]; e < train.Offsets[tick + 1]; e++)
            row[train.Indices[e]] = train.Payloads?[e] ?? 1;
    }
}
