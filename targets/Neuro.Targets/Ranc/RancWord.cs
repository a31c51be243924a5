using System.Collections.Immutable;

namespace Neuro.Targets.Ranc;

/// <summary>A neuron's word in csram, from the most significant field to the least.</summary>
public sealed record RancWord
{
    /// <summary>Axons that it listens to, ascending. The first bit of the word is the last axon's.</summary>
    public required ImmutableArray<int> Axons { get; init; }

    /// <summary>Potential before the first tick.</summary>
    public int Potential { get; init; }

    /// <summary>Potential after a spike, where <see cref="Mode"/> is 0.</summary>
    public int Reset { get; init; }

    /// <summary>Weight of each type of axon.</summary>
    public required ImmutableArray<int> Weights { get; init; }

    /// <summary>Added to the potential each tick.</summary>
    public int Leak { get; init; }

    /// <summary>From which it spikes.</summary>
    public int Threshold { get; init; }

    /// <summary>Below which it is reset as well.</summary>
    public int ThresholdLow { get; init; }

    /// <summary>0 resets to a value, 1 subtracts the threshold.</summary>
    public int Mode { get; init; }

    /// <summary>Columns from its core to the one that it sends to.</summary>
    public int Dx { get; init; }

    /// <summary>Rows from its core to the one that it sends to.</summary>
    public int Dy { get; init; }

    /// <summary>The axon that it sends to.</summary>
    public int Axon { get; init; }

    /// <summary>Ticks that its packets take beyond one.</summary>
    public int Tick { get; init; }
}
