using System.Runtime.CompilerServices;

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

    /// <summary>Adds what input <paramref name="x"/> on a row of the tile at <paramref name="t"/> gives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref Machine m, long t, int row, int first, int x)
    {
        if (x == 0)
            return;
        Active++;
        Inputs += x;
        // Rows are stored with their channels rounded up to whole fours.
        long element = row * ((m.Table[t + TileField.Channels] + 3) & ~3L) + first;
        long g = m.Table[t + TileField.Conductances] + element;
        S0 += x * m.Weights16[g];
        S1 += x * m.Weights16[g + 1];
        S2 += x * m.Weights16[g + 2];
        S3 += x * m.Weights16[g + 3];
        if (m.Table[t + TileField.Variances] < 0)
            return;
        long v = m.Table[t + TileField.Variances] + element;
        V0 += x * x * m.Weights32[v];
        V1 += x * x * m.Weights32[v + 1];
        V2 += x * x * m.Weights32[v + 2];
        V3 += x * x * m.Weights32[v + 3];
    }
}
