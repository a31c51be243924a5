using Neuro.Runtime.Data;

namespace Neuro.Runtime;

/// <summary>
/// A session between two ticks, in terms that every backend shares: the tick, each slot's stream and counters, every state, and
/// for each population the recent events that projections with a delay have yet to deliver.
/// </summary>
/// <param name="Tick">Ticks executed.</param>
/// <param name="Streams">Random stream of each slot.</param>
/// <param name="Counters">Counters of each slot.</param>
/// <param name="States">By population and state: values [slot, neuron] in row-major order.</param>
/// <param name="History">By population: for each slot, the events of the last ticks, as many ticks as
/// <see cref="Delays.LongestFrom"/> says (fewer ticks early on are padded with silence at the front). Populations
/// without delayed projections are absent.</param>
public sealed record SessionSnapshot(
    int Tick,
    IReadOnlyList<uint> Streams,
    IReadOnlyList<Counters> Counters,
    IReadOnlyDictionary<(string Population, string State), int[]> States,
    IReadOnlyDictionary<string, IReadOnlyList<SpikeTrain>> History)
{
    /// <summary>Of a session that learns, by plastic projection and per-synapse array ("weight" included): values [slot,
    /// synapse] in row-major order.</summary>
    public IReadOnlyDictionary<(string Projection, string Array), int[]> Synapses { get; init; } =
        new Dictionary<(string, string), int[]>();

    /// <summary>Of a session that learns: counters of each slot.</summary>
    public IReadOnlyList<LearningCounters> Learning { get; init; } = [];
}
