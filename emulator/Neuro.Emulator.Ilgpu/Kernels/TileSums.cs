using System.Runtime.CompilerServices;
using ILGPU;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Sums over the rows of a tile, for four of its channels.</summary>
internal struct TileSums
{
    /// <summary>Rows with x ≠ 0.</summary>
    public int Active;

    /// <summary>Σ x.</summary>
    public long Inputs;

    /// <summary>S of the first channel.</summary>
    public int S0;

    /// <summary>S of the second channel.</summary>
    public int S1;

    /// <summary>S of the third channel.</summary>
    public int S2;

    /// <summary>S of the fourth channel.</summary>
    public int S3;

    /// <summary>V of the first channel.</summary>
    public int V0;

    /// <summary>V of the second channel.</summary>
    public int V1;

    /// <summary>V of the third channel.</summary>
    public int V2;

    /// <summary>V of the fourth channel.</summary>
    public int V3;

    /// <summary>Adds what input <paramref name="x"/> gives, but for the noise.</summary>
    /// <param name="conductances">Conductances.</param>
    /// <param name="g">Place of the row's for the first channel.</param>
    /// <param name="x">The input, not 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ArrayView<short> conductances, long g, int x)
    {
        Active++;
        Inputs += x;
        S0 += x * conductances[g];
        S1 += x * conductances[g + 1];
        S2 += x * conductances[g + 2];
        S3 += x * conductances[g + 3];
    }

    /// <summary>Adds what the input whose square is <paramref name="square"/> gives to the noise.</summary>
    /// <param name="variances">Variances.</param>
    /// <param name="v">Place of the row's for the first channel.</param>
    /// <param name="square">x².</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddNoise(ArrayView<int> variances, long v, int square)
    {
        V0 += square * variances[v];
        V1 += square * variances[v + 1];
        V2 += square * variances[v + 2];
        V3 += square * variances[v + 3];
    }
}
