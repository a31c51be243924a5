namespace Neuro.Compiler.Passes;

/// <summary>What quantisation did to a projection's weights.</summary>
public sealed record ProjectionQuality
{
    /// <summary>Name of the projection.</summary>
    public required string Projection { get; init; }

    /// <summary>Number of weights.</summary>
    public long Weights { get; init; }

    /// <summary>Bits of a code.</summary>
    public int Bits { get; init; }

    /// <summary>Number of different codes in use.</summary>
    public int Levels { get; init; }

    /// <summary>Weights beyond the largest code.</summary>
    public long Clipped { get; init; }

    /// <summary>√(Σ(w − code·step)² / Σw²).</summary>
    public double RelativeError { get; init; }

    /// <summary>Signal to quantisation noise in dB; null where nothing was lost.</summary>
    public double? SignalToNoise => RelativeError > 0 ? -20 * Math.Log10(RelativeError) : null;

    /// <summary>Smallest real weight per code of any channel.</summary>
    public double SmallestStep { get; init; }

    /// <summary>Largest real weight per code of any channel.</summary>
    public double LargestStep { get; init; }
}
