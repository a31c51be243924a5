using Neuro.Ir.Learning;

namespace Neuro.Runtime;

/// <summary>
/// A session whose plastic projections learn: SEMANTICS.md, sections 11 and 12. <see cref="ISession.Reset"/> returns weights and
/// per-synapse arrays to what the program says; <see cref="NextSample"/> keeps what was learned. Snapshots hold the per-synapse
/// arrays.
/// </summary>
public interface ILearningSession : ISession
{
    /// <summary>
    /// Ends the sample of every slot (the rules that run then do) and begins the next at tick 0: states but the kept ones return
    /// to their initial values, events in flight are forgotten. Counters go on.
    /// </summary>
    /// <param name="streams">Random stream of each slot for the next sample; when empty, the streams stay.</param>
    void NextSample(ReadOnlySpan<uint> streams = default);

    /// <summary>Copies a per-synapse array of a plastic projection, as it stands now, in the order of the weights.</summary>
    /// <param name="projection">The projection's name.</param>
    /// <param name="array">"weight", a name of its plasticity's arrays, or one of
    /// <see cref="PulseCounts"/>.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="destination">One element per synapse.</param>
    void ReadSynapses(string projection, string array, int slot, Span<int> destination);

    /// <summary>What learning has executed for <paramref name="slot"/> since the last reset.</summary>
    LearningCounters LearningCounters(int slot);
}
