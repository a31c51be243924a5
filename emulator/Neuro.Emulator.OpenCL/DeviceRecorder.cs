using System.Runtime.InteropServices;
using Neuro.Emulator.OpenCL.Generation;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.OpenCL;

/// <summary>
/// What a recording asks for: the device gathers it tick by tick, and it is read once for each chunk of ticks. External events
/// are known here already.
/// </summary>
internal sealed class DeviceRecorder
{
    private const int PayloadBytes = 0;
    private const int Numbers = 1;
    private const int CountBytes = 2;
    private const int CountNumbers = 3;

    private readonly DeviceProgram _program;
    private readonly Recording _recording;
    private readonly InputBatch _input;
    private readonly int _batchSize;
    private readonly List<int> _entries = [];

    // By entry of the options; the place within a tick (or within a slot's counts).
    private readonly (PopulationLayout Population, int Place)[] _spikes;
    private readonly (PopulationLayout Population, int Place)[] _counts;
    private readonly (PopulationLayout Population, int Place)[] _states;
    private int _bytes;
    private int _ints;
    private int _longs;

    /// <summary>A recorder of a run with <paramref name="input"/> into <paramref name="recording"/>.</summary>
    public DeviceRecorder(DeviceProgram program, Recording recording, InputBatch input, int batchSize)
    {
        (_program, _recording, _input, _batchSize) = (program, recording, input, batchSize);
        RecordingOptions options = recording.Options;
        _spikes = [.. options.Spikes.Select(name => Find(name)).Select(p => (p, Raster(p)))];
        _counts = [.. options.Counts.Select(name => Find(name)).Select(p => (p, Sum(p)))];
        _states = [.. options.States.Select(s => (Find(s.Population), State(Find(s.Population), s.State)))];
    }

    /// <summary>Bytes that a tick of one slot takes.</summary>
    public long BytesPerTick => _bytes + (long)_ints * sizeof(int);

    /// <summary>What the device is to gather.</summary>
    public int[] Options => [_entries.Count / 4, _bytes, _ints, _longs, .. _entries];

    /// <summary>Makes room for chunks of <paramref name="ticks"/> ticks, and sums of 0.</summary>
    public bool Prepare(DeviceMemory memory, int ticks)
    {
        bool made = memory.Record.Grow(Options.Length * sizeof(int));
        made |= memory.Recorded8.Grow((long)_bytes * ticks * _batchSize);
        made |= memory.Recorded32.Grow((long)_ints * ticks * _batchSize * sizeof(int));
        made |= memory.Counts.Grow((long)_longs * _batchSize * sizeof(long));
        memory.Record.Write<int>(Options);
        memory.Counts.Clear();
        return made;
    }

    /// <summary>Appends a chunk that the device has executed.</summary>
    public void Append(DeviceMemory memory, int firstTick, int ticks)
    {
        byte[] bytes = new byte[(long)_bytes * ticks];
        int[] ints = new int[(long)_ints * ticks];
        for (int slot = 0; slot < _batchSize; slot++)
        {
            memory.Recorded8.Read<byte>(bytes, (long)slot * bytes.Length);
            memory.Recorded32.Read<int>(ints, (long)slot * ints.Length * sizeof(int));
            for (int t = 0; t < ticks; t++)
                AppendTick(slot, firstTick + t, bytes.AsSpan(t * _bytes, _bytes), ints.AsSpan(t * _ints, _ints));
        }
    }

    /// <summary>Adds the sums of the whole run, which are those of <paramref name="ticks"/> ticks.</summary>
    public void AddCounts(DeviceMemory memory, int firstTick, int ticks)
    {
        long[] sums = new long[_longs];
        for (int slot = 0; slot < _batchSize && _counts.Length > 0; slot++)
        {
            memory.Counts.Read<long>(sums, (long)slot * sums.Length * sizeof(long));
            for (int entry = 0; entry < _counts.Length; entry++)
            {
                (PopulationLayout population, int place) = _counts[entry];
                Span<long> counts = _recording.CountsToAdd(entry, slot);
                if (population.Definition.IsInput)
                {
                    AddInput(population, slot, firstTick, ticks, counts);
                    continue;
                }
                for (int n = 0; n < counts.Length; n++)
                    counts[n] += sums[place + n];
            }
        }
    }

    private void AppendTick(int slot, int tick, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> ints)
    {
        for (int entry = 0; entry < _spikes.Length; entry++)
        {
            (PopulationLayout population, int place) = _spikes[entry];
            if (population.Definition.IsInput)
            {
                SpikeTrain? train = Train(population, slot);
                int at = tick - _input.Offset;
                _recording.AppendSpikes(
                    entry, slot, train is null ? [] : train.IndicesAt(at), train is null ? [] : train.PayloadsAt(at));
            }
            else if (population.UnitPayloads)
            {
                AppendBytes(entry, slot, bytes.Slice(place, population.Size));
            }
            else
            {
                AppendNumbers(entry, slot, ints.Slice(place, population.Size));
            }
        }
        for (int entry = 0; entry < _states.Length; entry++)
            _recording.AppendState(entry, slot, ints.Slice(_states[entry].Place, _states[entry].Population.Size));
    }

    private void AppendBytes(int entry, int slot, ReadOnlySpan<byte> payloads)
    {
        List<int> neurons = [];
        for (int n = payloads.IndexOfAnyExcept((byte)0); n >= 0;)
        {
            neurons.Add(n);
            int next = payloads[(n + 1)..].IndexOfAnyExcept((byte)0);
            n = next < 0 ? -1 : n + 1 + next;
        }
        _recording.AppendSpikes(entry, slot, CollectionsMarshal.AsSpan(neurons), []);
    }

    private void AppendNumbers(int entry, int slot, ReadOnlySpan<int> payloads)
    {
        List<int> neurons = [], values = [];
        for (int n = 0; n < payloads.Length; n++)
        {
            if (payloads[n] == 0)
                continue;
            neurons.Add(n);
            values.Add(payloads[n]);
        }
        _recording.AppendSpikes(entry, slot, CollectionsMarshal.AsSpan(neurons), CollectionsMarshal.AsSpan(values));
    }

    private void AddInput(PopulationLayout population, int slot, int firstTick, int ticks, Span<long> counts)
    {
        if (Train(population, slot) is not { } train)
            return;
        for (int at = firstTick - _input.Offset; at < firstTick - _input.Offset + ticks; at++)
        {
            ReadOnlySpan<int> neurons = train.IndicesAt(at), payloads = train.PayloadsAt(at);
            for (int e = 0; e < neurons.Length; e++)
                counts[neurons[e]] += payloads.IsEmpty ? 1 : payloads[e];
        }
    }

    private SpikeTrain? Train(PopulationLayout population, int slot) =>
        _input.Trains.GetValueOrDefault(population.Definition.Name)?[slot];

    private int Raster(PopulationLayout p)
    {
        if (p.Definition.IsInput)
            return 0;
        return p.UnitPayloads ? Add(PayloadBytes, p, p.Raster, ref _bytes) : Add(Numbers, p, p.Raster, ref _ints);
    }

    private int Sum(PopulationLayout p) =>
        p.Definition.IsInput ? 0 : Add(p.UnitPayloads ? CountBytes : CountNumbers, p, p.Raster, ref _longs);

    private int State(PopulationLayout p, string state) => Add(Numbers, p, p.States[p.Kernel!.StateArray(state)], ref _ints);

    private int Add(int kind, PopulationLayout population, long from, ref int used)
    {
        int to = used;
        _entries.AddRange([kind, population.Size, checked((int)from), to]);
        used = checked(used + population.Size);
        return to;
    }

    private PopulationLayout Find(string name) =>
        _program.Populations[_program.Program.Populations.IndexOf(_program.Program.Population(name))];
}
