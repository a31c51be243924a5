using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Cli.Learning;

/// <summary>The weights of a plastic projection at one time.</summary>
/// <param name="Projection">Its name.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Saturated">Share of those at an end of their range.</param>
/// <param name="Change">Mean distance from the row before, in fractions of their range; 0 in the first row.</param>
/// <param name="Histogram">How many lie in each of equal parts of their range.</param>
internal sealed record WeightSummary(
    string Projection, double Mean, double Saturated, double Change, ImmutableArray<int> Histogram)
{
    private const int Bins = 16;

    /// <summary>The summary of <paramref name="weights"/>.</summary>
    /// <param name="projection">Their projection.</param>
    /// <param name="weights">Now.</param>
    /// <param name="before">At the row before; null in the first.</param>
    public static WeightSummary Of(Projection projection, int[] weights, int[]? before)
    {
        (long low, long high) = (projection.Plasticity!.WeightMinimum, projection.Plasticity.WeightMaximum);
        long range = Math.Max(1, high - low);
        int[] histogram = new int[Bins];
        long sum = 0, saturated = 0, moved = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            histogram[(int)Math.Clamp((weights[k] - low) * Bins / (range + 1), 0, Bins - 1)]++;
            sum += weights[k];
            saturated += weights[k] == low || weights[k] == high ? 1 : 0;
            moved += before is null ? 0 : Math.Abs((long)weights[k] - before[k]);
        }
        double count = Math.Max(1, weights.Length);
        return new(projection.Name, sum / count, saturated / count, moved / count / range, [.. histogram]);
    }
}
