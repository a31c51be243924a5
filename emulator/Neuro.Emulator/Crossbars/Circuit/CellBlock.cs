namespace Neuro.Emulator.Crossbars.Circuit;

/// <summary>A rectangle of cells; bottom and right are behind its last row and column.</summary>
internal readonly record struct CellBlock(int Top, int Bottom, int Left, int Right)
{
    /// <summary>Number of cells.</summary>
    public int Cells => (Bottom - Top) * (Right - Left);

    /// <summary>Two halves, cut across the longer side.</summary>
    public (CellBlock First, CellBlock Second) Halves()
    {
        (int row, int column) = ((Top + Bottom) / 2, (Left + Right) / 2);
        return Bottom - Top >= Right - Left
            ? (this with { Bottom = row }, this with { Top = row })
            : (this with { Right = column }, this with { Left = column });
    }
}
