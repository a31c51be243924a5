using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Runtime.Data;

namespace Neuro.Runtime.Runs;

/// <summary>
/// Runs samples of a data set through a program, batch by batch. Every sample draws the random stream of its own number, so the
/// result does not depend on the batch size, the number of threads, or which other samples run.
/// </summary>
/// <param name="backend">What executes.</param>
/// <param name="program">What is executed; it has passed the verifier.</param>
/// <param name="options">Batch size and threads.</param>
public sealed class DatasetRunner(IBackend backend, SpikeProgram program, SessionOptions options)
{
    /// <summary>Runs <paramref name="samples"/> of <paramref name="data"/>, which feeds the input
    /// population <paramref name="input"/>.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="samples">Numbers of the samples, in the order of the result.</param>
    /// <param name="input">Name of the input population; other inputs stay silent.</param>
    /// <param name="ticks">Ticks per sample; a shorter sample is followed by silence.</param>
    /// <param name="recording">What to keep.</param>
    /// <param name="progress">Called with the number of samples done.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    public DatasetRun Run(
        SpikeDataset data, IReadOnlyList<int> samples, string input, int ticks, RecordingOptions recording,
        Action<int>? progress = null, CancellationToken cancellation = default)
    {
        int batch = Math.Clamp(options.BatchSize, 1, Math.Max(1, samples.Count));
        using ISession session = backend.Open(program, options with { BatchSize = batch });
        TraceBuilder trace = new(program, recording, samples, ticks);
        Counters[] counters = new Counters[samples.Count];
        SpikeTrain silence = SpikeTrain.Empty(0, program.Population(input).Size);
        uint[] streams = new uint[batch];
        for (int first = 0; first < samples.Count; first += batch)
        {
            cancellation.ThrowIfCancellationRequested();
            int used = Math.Min(batch, samples.Count - first);
            SpikeTrain[] trains = new SpikeTrain[batch];
            for (int slot = 0; slot < batch; slot++)
            {
                streams[slot] = slot < used ? (uint)samples[first + slot] : 0;
                trains[slot] = slot < used ? data[samples[first + slot]] : silence;
            }
            Recording recorded = new(program, recording, batch);
            session.Reset(streams);
            session.Run(InputFeed.Complete(program, new(input, trains), batch, ticks), ticks, recorded);
            for (int slot = 0; slot < used; slot++)
            {
                trace.Take(recorded, slot, first + slot);
                counters[first + slot] = session.Counters(slot);
            }
            progress?.Invoke(first + used);
        }
        return new(trace.Build(), [.. counters]);
    }

    private sealed class TraceBuilder
    {
        private readonly IReadOnlyList<int> _samples;
        private readonly int _ticks;
        private readonly Dictionary<string, SpikeTrain[]> _spikes = [];
        private readonly Dictionary<string, long[]> _counts = [];
        private readonly Dictionary<(string Population, string State), int[]> _states = [];

        public TraceBuilder(SpikeProgram program, RecordingOptions recording, IReadOnlyList<int> samples, int ticks)
        {
            (_samples, _ticks) = (samples, ticks);
            foreach (string name in recording.Spikes)
                _spikes[name] = new SpikeTrain[samples.Count];
            foreach (string name in recording.Counts)
                _counts[name] = new long[checked(samples.Count * program.Population(name).Size)];
            foreach ((string Population, string State) name in recording.States)
                _states[name] = new int[checked(samples.Count * ticks * program.Population(name.Population).Size)];
        }

        public void Take(Recording recorded, int slot, int index)
        {
            foreach ((string name, SpikeTrain[] trains) in _spikes)
                trains[index] = recorded.Spikes(name, slot);
            foreach ((string name, long[] counts) in _counts)
            {
                ReadOnlySpan<long> row = recorded.Counts(name, slot);
                row.CopyTo(counts.AsSpan(index * row.Length));
            }
            foreach (((string Population, string State) name, int[] states) in _states)
            {
                IReadOnlyList<int> values = recorded.States(name.Population, name.State, slot);
                Span<int> row = states.AsSpan(index * values.Count, values.Count);
                for (int i = 0; i < row.Length; i++)
                    row[i] = values[i];
            }
        }

        public RunTrace Build() => new()
        {
            Samples = [.. _samples],
            Ticks = _ticks,
            Spikes = _spikes.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Counts = _counts.ToImmutableSortedDictionary(StringComparer.Ordinal),
            States = _states.ToImmutableSortedDictionary(),
        };
    }
}
