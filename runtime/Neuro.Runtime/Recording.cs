using Neuro.Ir;
using Neuro.Runtime.Data;

namespace Neuro.Runtime;

/// <summary>
/// What a run left behind. A backend appends to it through the Append and Add members; a reader asks for trains, counts and
/// states. Backends may write different slots from different threads, never one slot from two.
/// </summary>
public sealed class Recording
{
    // One element for each entry of the options, in their order.
    private readonly SpikeTrainBuilder[][] _spikes;
    private readonly long[][] _counts;
    private readonly List<int>[][] _states;

    /// <summary>An empty recording of <paramref name="options"/> for a batch of <paramref name="batchSize"/>.</summary>
    public Recording(SpikeProgram program, RecordingOptions options, int batchSize)
    {
        Options = options;
        BatchSize = batchSize;
        T[] Slots<T>(Func<T> make) => [.. Enumerable.Range(0, batchSize).Select(_ => make())];
        _spikes = [.. options.Spikes.Select(name => Slots(() => Builder(program, program.Population(name))))];
        _counts = [.. options.Counts.Select(name => new long[(long)program.Population(name).Size * batchSize])];
        foreach ((string population, string state) in options.States)
        {
            if (program.Population(population).Neuron is not { } neuron
                || !program.Neuron(neuron).States.Any(s => s.Name == state))
                throw new KeyNotFoundException($"population '{population}' has no state '{state}'");
        }
        _states = [.. options.States.Select(_ => Slots(() => new List<int>()))];
    }

    private static SpikeTrainBuilder Builder(SpikeProgram program, Population population) =>
        new(population.Size, inOrder: program.Firing == Firing.Event && !population.IsInput);

    /// <summary>What is recorded.</summary>
    public RecordingOptions Options { get; }

    /// <summary>Number of slots.</summary>
    public int BatchSize { get; }

    /// <summary>The events of <paramref name="population"/> in <paramref name="slot"/>; train
    /// tick 0 is the first recorded tick. Those of neurons that fire by the event are in the order of events.</summary>
    public SpikeTrain Spikes(string population, int slot) => _spikes[Place(Options.Spikes.IndexOf(population))][slot].Build();

    /// <summary>Payload sums of <paramref name="population"/> in <paramref name="slot"/>, one per neuron.</summary>
    public ReadOnlySpan<long> Counts(string population, int slot) =>
        CountsToAdd(Place(Options.Counts.IndexOf(population)), slot);

    /// <summary>The values of a state after each recorded tick, [tick, neuron] in row-major order.</summary>
    public IReadOnlyList<int> States(string population, string state, int slot) =>
        _states[Place(Options.States.IndexOf((population, state)))][slot];

    /// <summary>For backends: one tick's events of population number <paramref name="entry"/> of the options' Spikes,
    /// ascending by index, or in their order where neurons fire by the event; every recorded tick is appended, empty or
    /// not.</summary>
    /// <remarks>Payloads are parallel to the indices, or empty where all are 1.</remarks>
    public void AppendSpikes(int entry, int slot, ReadOnlySpan<int> indices, ReadOnlySpan<int> payloads)
    {
        SpikeTrainBuilder builder = _spikes[entry][slot];
        for (int i = 0; i < indices.Length; i++) builder.Add(indices[i], payloads.IsEmpty ? 1 : payloads[i]);
        builder.EndTick();
    }

    /// <summary>For backends: the counts of entry number <paramref name="entry"/> of the options' Counts in a slot, to be
    /// added to in place.</summary>
    public Span<long> CountsToAdd(int entry, int slot)
    {
        int size = _counts[entry].Length / BatchSize;
        return _counts[entry].AsSpan(slot * size, size);
    }

    /// <summary>For backends: the values after one tick of entry number <paramref name="entry"/> of the options'
    /// States, one per neuron.</summary>
    public void AppendState(int entry, int slot, ReadOnlySpan<int> values) => _states[entry][slot].AddRange(values);

    /// <summary>What has been recorded so far, to come back to with <see cref="ReturnTo"/>.</summary>
    internal RecordingMark Mark() => new(
        [.. _spikes.Select(slots => slots.Select(b => b.Ticks).ToArray())],
        [.. _counts.Select(counts => (long[])counts.Clone())],
        [.. _states.Select(slots => slots.Select(s => s.Count).ToArray())]);

    /// <summary>Forgets what was recorded after <paramref name="mark"/>, which is of this recording.</summary>
    internal void ReturnTo(RecordingMark mark)
    {
        for (int entry = 0; entry < _spikes.Length; entry++)
            for (int slot = 0; slot < BatchSize; slot++)
                _spikes[entry][slot].Truncate(mark.Ticks[entry][slot]);
        for (int entry = 0; entry < _counts.Length; entry++)
            mark.Counts[entry].CopyTo(_counts[entry], 0);
        for (int entry = 0; entry < _states.Length; entry++)
            for (int slot = 0; slot < BatchSize; slot++)
                _states[entry][slot].RemoveRange(mark.States[entry][slot], _states[entry][slot].Count - mark.States[entry][slot]);
    }

    private static int Place(int index) => index >= 0 ? index : throw new KeyNotFoundException("it was not recorded");
}
