using Neuro.Ir;

namespace Neuro.Runtime;

/// <summary>A program in execution: a batch of independent samples ("slots") that advance together, tick by tick.</summary>
public interface ISession : IDisposable
{
    /// <summary>The program.</summary>
    SpikeProgram Program { get; }

    /// <summary>Number of slots.</summary>
    int BatchSize { get; }

    /// <summary>Number of ticks executed since the last reset; the next tick to execute.</summary>
    int Tick { get; }

    /// <summary>
    /// Returns every slot to its initial state at tick 0, forgets events in flight and clears the counters. Slot i draws random
    /// stream <paramref name="streams"/>[i] from now on (the sample's number in its data set, so that results do not depend
    /// on the batch size); when empty, stream i.
    /// </summary>
    void Reset(ReadOnlySpan<uint> streams = default);

    /// <summary>
    /// Executes <paramref name="ticks"/> ticks. Events of <paramref name="input"/> are placed by their tick; what
    /// <paramref name="recording"/> asks for is appended to it. Calling it once for n ticks or n times for one is the same.
    /// </summary>
    void Run(InputBatch input, int ticks, Recording? recording = null);

    /// <summary>What has been executed for <paramref name="slot"/> since the last reset.</summary>
    Counters Counters(int slot);

    /// <summary>Copies a state of a population, as it stands now, into
    /// <paramref name="destination"/> (one element per neuron).</summary>
    void ReadState(string population, string state, int slot, Span<int> destination);

    /// <summary>Everything needed to go on later, on any backend, with an identical outcome.</summary>
    SessionSnapshot Save();

    /// <summary>Continues from <paramref name="snapshot"/>, which must come from the same program and batch size.</summary>
    void Restore(SessionSnapshot snapshot);
}
