namespace Neuro.Emulator.Devices.Fitting;

/// <summary>
/// A function of the state that is linear between evenly spaced nodes, by least squares from scattered values. Nodes that no
/// value touches follow their neighbours: a small penalty on the second difference joins them.
/// </summary>
internal static class StepFit
{
    private const double Smoothness = 1e-4;

    /// <summary>The values at <paramref name="nodes"/> nodes from x = 0 to 1.</summary>
    public static double[] Fit(IReadOnlyList<double> x, IReadOnlyList<double> y, int nodes)
    {
        double[,] matrix = new double[nodes, nodes];
        double[] right = new double[nodes];
        for (int i = 0; i < x.Count; i++)
        {
            double position = Math.Clamp(x[i], 0, 1) * (nodes - 1);
            int first = Math.Min((int)position, nodes - 2);
            double second = position - first;
            double share = 1 - second;
            matrix[first, first] += share * share;
            matrix[first, first + 1] += share * second;
            matrix[first + 1, first] += share * second;
            matrix[first + 1, first + 1] += second * second;
            right[first] += share * y[i];
            right[first + 1] += second * y[i];
        }
        double penalty = Smoothness * Math.Max(x.Count, 1) / nodes;
        double[] difference = [1, -2, 1];
        for (int i = 0; i + 2 < nodes; i++)
            for (int a = 0; a < 3; a++)
                for (int b = 0; b < 3; b++) matrix[i + a, i + b] += penalty * difference[a] * difference[b];
        // A trace of a penalty on the values themselves keeps the matrix regular whatever the data.
        for (int i = 0; i < nodes; i++) matrix[i, i] += 1e-9 * penalty;
        Solve(matrix, right);
        return right;
    }

    /// <summary>Gaussian elimination of a symmetric, positive matrix; the solution takes the right side's place.</summary>
    private static void Solve(double[,] matrix, double[] right)
    {
        int n = right.Length;
        for (int k = 0; k < n; k++)
            for (int i = k + 1; i < n; i++)
            {
                double factor = matrix[i, k] / matrix[k, k];
                for (int j = k; j < n; j++) matrix[i, j] -= factor * matrix[k, j];
                right[i] -= factor * right[k];
            }
        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++) right[i] -= matrix[i, j] * right[j];
            right[i] /= matrix[i, i];
        }
    }
}
