using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Cpu;

/// <summary>A session whose plastic projections learn.</summary>
/// <param name="session">The session of the whole program.</param>
internal sealed class CpuLearningSession(CpuSession session) : ILearningSession
{
    /// <inheritdoc/>
    public SpikeProgram Program => session.Program;

    /// <inheritdoc/>
    public int BatchSize => session.BatchSize;

    /// <inheritdoc/>
    public int Tick => session.Tick;

    /// <inheritdoc/>
    public void Reset(ReadOnlySpan<uint> streams = default) => session.Reset(streams);

    /// <inheritdoc/>
    public void Run(InputBatch input, int ticks, Recording? recording = null) => session.Run(input, ticks, recording);

    /// <inheritdoc/>
    public void NextSample(ReadOnlySpan<uint> streams = default) => session.NextSample(streams);

    /// <inheritdoc/>
    public Counters Counters(int slot) => session.Counters(slot);

    /// <inheritdoc/>
    public LearningCounters LearningCounters(int slot) => session.LearningCounters(slot);

    /// <inheritdoc/>
    public void ReadState(string population, string state, int slot, Span<int> destination) =>
        session.ReadState(population, state, slot, destination);

    /// <inheritdoc/>
    public void ReadSynapses(string projection, string array, int slot, Span<int> destination) =>
        session.ReadSynapses(projection, array, slot, destination);

    /// <inheritdoc/>
    public SessionSnapshot Save() => session.Save();

    /// <inheritdoc/>
    public void Restore(SessionSnapshot snapshot) => session.Restore(snapshot);

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();
}
