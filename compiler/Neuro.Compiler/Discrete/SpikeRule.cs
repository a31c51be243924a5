namespace Neuro.Compiler.Discrete;

/// <summary>How a membrane becomes spikes.</summary>
public sealed record SpikeRule
{
    /// <summary>Threshold, [1] or [neuron].</summary>
    public required double[] Threshold { get; init; }

    /// <summary>Whether reaching the threshold is enough.</summary>
    public Comparator Comparator { get; init; }

    /// <summary>What a spike does to v.</summary>
    public ResetMode Reset { get; init; }

    /// <summary>v after a spike with <see cref="ResetMode.ToValue"/>, [1] or [neuron].</summary>
    public double[] ResetValue { get; init; } = [0.0];

    /// <summary>Which v decides.</summary>
    public SpikeDecision Decision { get; init; }

    /// <summary>Whether one tick may carry s = max(⌊v / threshold⌋, 0) spikes; the output is then s.</summary>
    public bool MultiSpike { get; init; }
}
