namespace Neuro.Compiler.Reports;

/// <summary>One projection of a <see cref="LayerReport"/>.</summary>
public sealed record ProjectionReport
{
    /// <summary>Name of the projection.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the population that it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>How it is stored: dense, sparse, convolution, one-to-one.</summary>
    public required string Connectivity { get; init; }

    /// <summary>Stored weights; a convolution's synapses share them.</summary>
    public long Weights { get; init; }

    /// <summary>Bits of a weight code.</summary>
    public int WeightBits { get; init; }

    /// <summary>Different codes in use.</summary>
    public int Levels { get; init; }

    /// <summary>Weights beyond the largest code.</summary>
    public long Clipped { get; init; }

    /// <summary>√(Σ(w − code·step)² / Σw²).</summary>
    public double RelativeError { get; init; }

    /// <summary>Signal to quantisation noise in dB; null where nothing was lost.</summary>
    public double? SignalToNoise { get; init; }

    /// <summary>Smallest real weight per code of any channel.</summary>
    public double SmallestStep { get; init; }

    /// <summary>Largest real weight per code of any channel.</summary>
    public double LargestStep { get; init; }

    /// <summary>Longest delay in ticks.</summary>
    public int Delay { get; init; }

    /// <summary>What holds the weights; null where they are digital.</summary>
    public CrossbarReport? Crossbar { get; init; }
}
