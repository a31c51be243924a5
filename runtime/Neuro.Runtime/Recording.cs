using Neuro.Ir;
using Neuro.Runtime.Data;

namespace Neuro.Runtime;

/// <summary>
/// What a run left behind. A backend appends to it through the Append and Add members; a reader asks for trains, counts and
/// states. Backends may write different slots from different threads, never one slot from two.
/// </summary>
public sealed class Recording
{
    private readonly Dictionary<string, SpikeTrainBuilder[]> _spikes = [];
    private readonly Dictionary<string, long[]> _counts = [];
    private readonly Dictionary<(string, string), List<int>[]> _states = [];
    private readonly Dictionary<string, int> _sizes = [];

    /// <summary>An empty recording of <paramref name="options"/> for a batch of <paramref name="batchSize"/>.</summary>
    public Recording(SpikeProgram program, RecordingOptions options, int batchSize)
    {
        Options = options;
        BatchSize = batchSize;
        foreach (string name in options.Spikes)
        {
            Population population = program.Population(name);
            _spikes[name] = [.. Enumerable.Range(0, batchSize).Select(_ => new SpikeTrainBuilder(population.Size))];
        }
        foreach (string name in options.Counts)
        {
            _sizes[name] = program.Population(name).Size;
            _counts[name] = new long[(long)_sizes[name] * batchSize];
        }
        foreach ((string population, string state) in options.States)
        {
            if (program.Population(population).Neuron is not { } neuron
                || !program.Neuron(neuron).States.Any(s => s.Name == state))
                throw new KeyNotFoundException($"population '{population}' has no state '{state}'");
            _states[(population, state)] = [.. Enumerable.Range(0, batchSize).Select(_ => new List<int>())];
        }
    }

    /// <summary>What is recorded.</summary>
    public RecordingOptions Options { get; }

    /// <summary>Number of slots.</summary>
    public int BatchSize { get; }

    /// <summary>The events of <paramref name="population"/> in <paramref name="slot"/>; train
    /// tick 0 is the first recorded tick.</summary>
    public SpikeTrain Spikes(string population, int slot) => _spikes[population][slot].Build();

    /// <summary>Payload sums of <paramref name="population"/> in <paramref name="slot"/>, one per neuron.</summary>
    public ReadOnlySpan<long> Counts(string population, int slot) =>
        _counts[population].AsSpan(slot * _sizes[population], _sizes[population]);

    /// <summary>The values of a state after each recorded tick, [tick, neuron] in row-major order.</summary>
    public IReadOnlyList<int> States(string population, string state, int slot) => _states[(population, state)][slot];

    /// <summary>For backends: one tick's events of a population, ascending by index; every recorded
    /// tick is appended, empty or not.</summary>
    /// <remarks>Payloads are parallel to the indices, or empty where all are 1.</remarks>
    public void AppendSpikes(string population, int slot, ReadOnlySpan<int> indices, ReadOnlySpan<int> payloads)
    {
        SpikeTrainBuilder builder = _spikes[population][slot];
        for (int i = 0; i < indices.Length; i++) builder.Add(indices[i], payloads.IsEmpty ? 1 : payloads[i]);
        builder.EndTick();
    }

    /// <summary>For backends: the counts of a population in a slot, to be added to in place.</summary>
    public Span<long> CountsToAdd(string population, int slot) =>
        _counts[population].AsSpan(slot * _sizes[population], _sizes[population]);

    /// <summary>For backends: a state's values after one tick, one per neuron.</summary>
    public void AppendState(string population, string state, int slot, ReadOnlySpan<int> values) =>
        _states[(population, state)][slot].AddRange(values);
}
