using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>Chooses the step between neighbouring weight codes for a set of weights that share it.</summary>
public static class WeightQuantiser
{
    /// <summary>Sets above this size are searched on an even sample of this size, so that the
    /// search stays linear in small change.</summary>
    private const int SampleSize = 1 << 16;

    /// <summary>
    /// The step for <paramref name="weights"/> by <paramref name="chooser"/>, a power of two if <paramref name="scale"/> says so;
    /// 0 where every weight is 0. <paramref name="percentile"/> is in 0..100 and matters to its chooser only.
    /// </summary>
    public static double ChooseStep(
        ReadOnlySpan<double> weights, WeightGrid grid, StepChooser chooser, double percentile = 99.9,
        ScaleKind scale = ScaleKind.Integer)
    {
        double covering = CoveringStep(weights, grid);
        if (covering == 0) return 0;
        ReadOnlySpan<double> sample = weights.Length <= SampleSize ? weights : Sample(weights);
        double step = chooser switch
        {
            StepChooser.Max => covering,
            StepChooser.Percentile => PercentileStep(sample, grid, percentile, covering),
            _ => LeastSquaresStep(sample, grid, covering, scale),
        };
        return scale == ScaleKind.PowerOfTwo ? Math.Pow(2, Math.Ceiling(Math.Log2(step) - 1e-12)) : step;
    }

    /// <summary>
    /// The step of which every weight is an exact multiple on the grid (pooling, binary and ternary weights), or 0 where there is
    /// none that the smallest weight shows.
    /// </summary>
    public static double ExactStep(ReadOnlySpan<double> weights, WeightGrid grid, ScaleKind scale = ScaleKind.Integer)
    {
        double step = double.PositiveInfinity;
        foreach (double weight in weights)
            if (weight != 0) step = Math.Min(step, Math.Abs(weight));
        if (double.IsInfinity(step) || (scale == ScaleKind.PowerOfTwo && !double.IsPow2(step))) return 0;
        foreach (double weight in weights)
        {
            double code = Math.Round(weight / step);
            if (code < grid.Minimum || code > grid.Maximum || Math.Abs((code * step) - weight) > 1e-12 * Math.Abs(weight))
                return 0;
        }
        return step;
    }

    /// <summary>Σ (w − code · step)² over <paramref name="weights"/>.</summary>
    public static double SquaredError(ReadOnlySpan<double> weights, WeightGrid grid, double step)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            double error = weight - (grid.Code(weight, step) * step);
            sum += error * error;
        }
        return sum;
    }

    private static double CoveringStep(ReadOnlySpan<double> weights, WeightGrid grid)
    {
        double step = 0;
        foreach (double weight in weights)
            step = Math.Max(step, weight / (weight < 0 ? grid.Minimum : grid.Maximum));
        return step;
    }

    private static double PercentileStep(ReadOnlySpan<double> weights, WeightGrid grid, double percentile, double covering)
    {
        double[] magnitudes = new double[weights.Length];
        for (int i = 0; i < weights.Length; i++) magnitudes[i] = Math.Abs(weights[i]);
        Array.Sort(magnitudes);
        int rank = (int)Math.Ceiling(Math.Clamp(percentile, 0, 100) / 100 * magnitudes.Length) - 1;
        double magnitude = magnitudes[Math.Max(rank, 0)];
        return magnitude > 0 ? Math.Min(magnitude / grid.Maximum, covering) : covering;
    }

    private static double LeastSquaresStep(ReadOnlySpan<double> weights, WeightGrid grid, double covering, ScaleKind scale)
    {
        if (grid.Bits == 1) return MeanMagnitude(weights);
        (double best, double least) = (covering, double.PositiveInfinity);
        int candidates = scale == ScaleKind.PowerOfTwo ? 4 : 80;
        double ceiling = Math.Pow(2, Math.Ceiling(Math.Log2(covering) - 1e-12));
        for (int k = 0; k < candidates; k++)
        {
            // Whole octaves below the covering power of two, or 1 % of the covering step at a time.
            double step = scale == ScaleKind.PowerOfTwo ? Math.ScaleB(ceiling, -k) : covering * (1 - (0.01 * k));
            double error = SquaredError(weights, grid, step);
            if (error < least) (best, least) = (step, error);
        }
        return best;
    }

    /// <summary>The least-squares step of sign weights: Σ (w − s·sign w)² is least where s is the mean of |w|.</summary>
    private static double MeanMagnitude(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        int count = 0;
        foreach (double weight in weights)
        {
            sum += Math.Abs(weight);
            if (weight != 0) count++;
        }
        return sum / count;
    }

    private static double[] Sample(ReadOnlySpan<double> weights)
    {
        double[] sample = new double[SampleSize];
        for (int i = 0; i < SampleSize; i++) sample[i] = weights[(int)((long)i * weights.Length / SampleSize)];
        return sample;
    }
}
