namespace Neuro.Cli.ReadOuts;

/// <summary>Linear equations with a symmetric positive definite matrix. Source: Golub and Van Loan, Matrix Computations,
/// section 4.2.</summary>
internal static class Cholesky
{
    /// <summary>Replaces the columns of <paramref name="right"/> by the solutions of A·x = b.</summary>
    /// <param name="matrix">A, whose lower triangle is read and replaced by its factor L, A = L·Lᵀ.</param>
    /// <param name="right">[size, columns].</param>
    /// <exception cref="ArgumentException">A is not positive definite.</exception>
    public static void Solve(double[,] matrix, double[,] right)
    {
        int size = matrix.GetLength(0);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < j; k++)
                    sum -= matrix[i, k] * matrix[j, k];
                if (i == j && !(sum > 0))
                    throw new ArgumentException($"row {i}: the matrix is not positive definite", nameof(matrix));
                matrix[i, j] = i == j ? Math.Sqrt(sum) : sum / matrix[j, j];
            }
        }
        for (int c = 0; c < right.GetLength(1); c++)
        {
            for (int i = 0; i < size; i++)
            {
                double sum = right[i, c];
                for (int k = 0; k < i; k++)
                    sum -= matrix[i, k] * right[k, c];
                right[i, c] = sum / matrix[i, i];
            }
            for (int i = size - 1; i >= 0; i--)
            {
                double sum = right[i, c];
                for (int k = i + 1; k < size; k++)
                    sum -= matrix[k, i] * right[k, c];
                right[i, c] = sum / matrix[i, i];
            }
        }
    }
}
