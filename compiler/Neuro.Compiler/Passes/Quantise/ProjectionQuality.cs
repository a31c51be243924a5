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

    /// <summary>The quality of codes that stand for weights.</summary>
    /// <param name="projection">Name of the projection.</param>
    /// <param name="weights">The real weights.</param>
    /// <param name="codes">The code of each.</param>
    /// <param name="bits">Bits of a code.</param>
    /// <param name="steps">Real weight per code: one for all, or one for each target, over which weights go round.</param>
    public static ProjectionQuality Of(string projection, double[] weights, int[] codes, int bits, params double[] steps)
    {
        (double signal, double noise) = (0, 0);
        for (int i = 0; i < weights.Length; i++)
        {
            signal += weights[i] * weights[i];
            noise += Math.Pow(weights[i] - codes[i] * steps[i % steps.Length], 2);
        }
        return new()
        {
            Projection = projection,
            Weights = codes.Length,
            Bits = bits,
            Levels = codes.Distinct().Count(),
            RelativeError = signal > 0 ? Math.Sqrt(noise / signal) : 0,
            SmallestStep = steps.Min(),
            LargestStep = steps.Max(),
        };
    }
}
