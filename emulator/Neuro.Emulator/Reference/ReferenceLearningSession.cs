using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Reference;

/// <summary>A session whose plastic projections learn.</summary>
internal sealed class ReferenceLearningSession(SpikeProgram program, int batchSize)
    : ReferenceSession(program, program, batchSize), ILearningSession
{
    /// <inheritdoc/>
    public void NextSample(ReadOnlySpan<uint> streams = default) => EndSample(streams);

    /// <inheritdoc/>
    public void ReadSynapses(string projection, string array, int slot, Span<int> destination)
    {
        if (!Slots[slot].Synapses.TryGetValue(projection, out Dictionary<string, int[]>? arrays)
            || !arrays.TryGetValue(array, out int[]? elements))
            throw new KeyNotFoundException($"there is no array '{array}' of a plastic projection '{projection}'");
        elements.CopyTo(destination);
    }

    /// <inheritdoc/>
    public LearningCounters LearningCounters(int slot) => Slots[slot].Learning;
}
