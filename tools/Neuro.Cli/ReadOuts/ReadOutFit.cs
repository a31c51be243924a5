using Neuro.Runtime.Runs;

namespace Neuro.Cli.ReadOuts;

/// <summary>
/// Fits read-outs to the counts x of labelled samples. In float first, then to integers of the bits asked for:
/// <code>
/// assigned   neuron n belongs to the class for which its mean count is largest; weight[n, k] = 1/(neurons of k) for that k
/// template   m_k the mean of x over class k; weight[:, k] = m_k/|m_k|: the largest cosine wins
/// ridge      W = (XᵀX + λ·s·I)⁻¹ XᵀY over x with a constant 1, Y one-hot, s the mean square of a count
/// </code>
/// Assignment: Diehl and Cook, Front. Comput. Neurosci. 9:99 (2015). Ridge: Hoerl and Kennard, Technometrics 12:55 (1970).
/// </summary>
internal static class ReadOutFit
{
    // Biases have 32 bits; the step of the weights is widened where a bias would not fit.
    private const double LargestBias = int.MaxValue;

    /// <summary>Fits <paramref name="method"/> to <paramref name="trace"/>.</summary>
    /// <param name="method">How.</param>
    /// <param name="trace">A run whose counts of <paramref name="population"/> were recorded.</param>
    /// <param name="population">The output.</param>
    /// <param name="labels">One for each sample of the trace, 0 or more.</param>
    /// <param name="bits">Bits of a weight, 2 to 24.</param>
    public static ReadOut Fit(ReadOutMethod method, RunTrace trace, string population, int[] labels, int bits)
    {
        double[][] counts = [.. Enumerable.Range(0, trace.Count).Select(i => ToDouble(trace.CountsOf(population, i)))];
        int classes = labels.Max() + 1;
        (double[,] weight, double[] bias) = method.Kind switch
        {
            ReadOutMethod.Assigned => (Assigned(counts, labels, classes), new double[classes]),
            ReadOutMethod.Template => (Template(counts, labels, classes), new double[classes]),
            _ => Ridge(counts, labels, classes, method.Ridge),
        };
        return Quantise(method.Kind, population, weight, bias, bits);
    }

    private static double[,] Means(double[][] counts, int[] labels, int classes)
    {
        int neurons = counts[0].Length;
        double[,] means = new double[neurons, classes];
        int[] samples = new int[classes];
        for (int i = 0; i < counts.Length; i++)
        {
            samples[labels[i]]++;
            for (int n = 0; n < neurons; n++)
                means[n, labels[i]] += counts[i][n];
        }
        for (int n = 0; n < neurons; n++)
        {
            for (int k = 0; k < classes; k++)
                means[n, k] /= Math.Max(1, samples[k]);
        }
        return means;
    }

    private static double[,] Assigned(double[][] counts, int[] labels, int classes)
    {
        double[,] means = Means(counts, labels, classes);
        int neurons = means.GetLength(0);
        int[] assigned = new int[neurons];
        int[] members = new int[classes];
        for (int n = 0; n < neurons; n++)
        {
            assigned[n] = -1;
            double most = 0;
            for (int k = 0; k < classes; k++)
            {
                if (means[n, k] > most)
                    (assigned[n], most) = (k, means[n, k]);
            }
            if (assigned[n] >= 0)
                members[assigned[n]]++;
        }
        double[,] weight = new double[neurons, classes];
        for (int n = 0; n < neurons; n++)
        {
            if (assigned[n] >= 0)
                weight[n, assigned[n]] = 1.0 / members[assigned[n]];
        }
        return weight;
    }

    private static double[,] Template(double[][] counts, int[] labels, int classes)
    {
        double[,] means = Means(counts, labels, classes);
        for (int k = 0; k < classes; k++)
        {
            double square = 0;
            for (int n = 0; n < means.GetLength(0); n++)
                square += means[n, k] * means[n, k];
            for (int n = 0; n < means.GetLength(0) && square > 0; n++)
                means[n, k] /= Math.Sqrt(square);
        }
        return means;
    }

    private static (double[,] Weight, double[] Bias) Ridge(double[][] counts, int[] labels, int classes, double lambda)
    {
        int neurons = counts[0].Length;
        int size = neurons + 1;
        double[,] normal = new double[size, size];
        double[,] right = new double[size, classes];
        double[] x = new double[size];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i].CopyTo(x, 0);
            x[neurons] = 1;
            for (int a = 0; a < size; a++)
            {
                if (x[a] == 0)
                    continue;
                right[a, labels[i]] += x[a];
                for (int b = 0; b <= a; b++)
                    normal[a, b] += x[a] * x[b];
            }
        }
        double trace = 0;
        for (int n = 0; n < neurons; n++)
            trace += normal[n, n];
        // A neuron that never fires has an empty row; the floor keeps the matrix positive definite.
        double penalty = Math.Max(lambda, 1e-9) * Math.Max(trace / neurons / Math.Max(1, counts.Length), 1e-9);
        for (int n = 0; n < size; n++)
            normal[n, n] += n < neurons ? penalty : 1e-9;
        Cholesky.Solve(normal, right);
        double[,] weight = new double[neurons, classes];
        double[] bias = new double[classes];
        for (int k = 0; k < classes; k++)
        {
            for (int n = 0; n < neurons; n++)
                weight[n, k] = right[n, k];
            bias[k] = right[neurons, k];
        }
        return (weight, bias);
    }

    /// <summary>Weights and biases in units of one step, which the largest weight makes as small as the bits allow.</summary>
    private static ReadOut Quantise(string kind, string population, double[,] weight, double[] bias, int bits)
    {
        double largest = weight.Cast<double>().Select(Math.Abs).DefaultIfEmpty(0).Max();
        double step = Math.Max(largest / ((1 << (bits - 1)) - 1), bias.Select(Math.Abs).Max() / LargestBias);
        if (step == 0)
            step = 1;
        return new(
            kind, population, [.. weight.Cast<double>().Select(w => (int)Math.Round(w / step))],
            [.. bias.Select(b => (int)Math.Round(b / step))], bits);
    }

    private static double[] ToDouble(ReadOnlySpan<long> counts)
    {
        double[] values = new double[counts.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = counts[i];
        return values;
    }
}
