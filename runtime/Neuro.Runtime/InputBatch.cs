using System.Collections.Immutable;
using Neuro.Runtime.Data;

namespace Neuro.Runtime;

/// <summary>
/// External events for every slot of a batch. Train tick t plays at session tick <see cref="Offset"/> + t; outside its ticks a
/// train is silent. A population without trains is silent.
/// </summary>
public sealed class InputBatch
{
    /// <summary>No events at all.</summary>
    public static InputBatch Silent { get; } = new(ImmutableDictionary<string, IReadOnlyList<SpikeTrain>>.Empty);

    /// <summary>Trains by input population, one per slot.</summary>
    public InputBatch(IReadOnlyDictionary<string, IReadOnlyList<SpikeTrain>> trains, int offset = 0)
    {
        Trains = trains;
        Offset = offset;
    }

    /// <summary>Trains of the one input population <paramref name="population"/>, one per slot.</summary>
    public InputBatch(string population, IReadOnlyList<SpikeTrain> trains, int offset = 0)
        : this(new Dictionary<string, IReadOnlyList<SpikeTrain>> { [population] = trains }, offset)
    {
    }

    /// <summary>Trains by input population, one per slot.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SpikeTrain>> Trains { get; }

    /// <summary>Session tick at which train tick 0 plays.</summary>
    public int Offset { get; }
}
