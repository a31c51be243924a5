using System.Collections.Immutable;

namespace Neuro.Targets.Risp;

/// <summary>Parameters of RISP (proc_params): markdown/risp.md of TENNLab-UTK/framework-open.</summary>
public sealed record RispParameters
{
    /// <summary>Whether all numbers are integers.</summary>
    public bool Discrete { get; init; } = true;

    /// <summary>Smallest weight; without meaning where there are <see cref="Weights"/>.</summary>
    public double MinWeight { get; init; }

    /// <summary>Largest weight; without meaning where there are <see cref="Weights"/>.</summary>
    public double MaxWeight { get; init; }

    /// <summary>Smallest threshold.</summary>
    public double MinThreshold { get; init; }

    /// <summary>Largest threshold.</summary>
    public double MaxThreshold { get; init; }

    /// <summary>Below which no potential stays at the end of a tick; 0 or less.</summary>
    public double MinPotential { get; init; }

    /// <summary>Longest delay, in ticks.</summary>
    public int MaxDelay { get; init; } = 1;

    /// <summary>Which neurons lose their potential with each tick.</summary>
    public RispLeak Leak { get; init; }

    /// <summary>Whether run(n) runs n + 1 ticks.</summary>
    public bool RunTimeInclusive { get; init; }

    /// <summary>Whether reaching the threshold is enough.</summary>
    public bool ThresholdInclusive { get; init; } = true;

    /// <summary>Whether spikes are seen a tick after they leave.</summary>
    public bool FireLikeRavens { get; init; }

    /// <summary>What an input spike of 1 adds to the potential; null for the largest weight.</summary>
    public double? SpikeValueFactor { get; init; }

    /// <summary>The weights there are, which edges then name by number; none for any between the limits.</summary>
    public ImmutableArray<double> Weights { get; init; } = [];

    /// <summary>Whether inputs choose from <see cref="Weights"/> too.</summary>
    public bool InputsFromWeights { get; init; }

    /// <summary>
    /// What an input spike of 1 adds: spike_value_factor, by default max_weight, rounded down where all numbers are integers; or
    /// the last of the weights (Network::apply_spike).
    /// </summary>
    public double InputWeight
    {
        get
        {
            if (InputsFromWeights && !Weights.IsEmpty) return Weights[^1];
            double factor = SpikeValueFactor ?? MaxWeight;
            return Discrete ? Math.Floor(factor) : factor;
        }
    }
}
