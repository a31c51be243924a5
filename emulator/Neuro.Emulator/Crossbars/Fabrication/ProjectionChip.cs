using Neuro.Ir.Crossbars;

namespace Neuro.Emulator.Crossbars.Fabrication;

/// <summary>The arrays of one projection on one chip.</summary>
/// <param name="Projection">Number of the projection in the program.</param>
/// <param name="Binding">What it is bound to.</param>
/// <param name="Layout">Where its weights lie.</param>
/// <param name="Tiles">Its arrays, in the order of the layout.</param>
internal sealed record ProjectionChip(int Projection, CrossbarBinding Binding, CrossbarLayout Layout, ChipTile[] Tiles)
{
    /// <summary>What the cells of an offset arrangement hold for weight zero, in weight codes; 0 for other
    /// arrangements.</summary>
    public double ZeroCode { get; } = Layout.Array.Arrangement != CellArrangement.Offset ? 0
        : Enumerable.Range(0, Layout.Mapping.Slices).Sum(s =>
            Math.ScaleB(Layout.Mapping.Zero(s) / Layout.Mapping.Unit, s * Layout.Mapping.BitsPerCell));

    /// <summary>Root mean square, in weight codes, of what a tile's weights differ from the codes.</summary>
    public double WeightError(int tile)
    {
        CellMapping mapping = Layout.Mapping;
        ChipTile chip = Tiles[tile];
        int channels = chip.Layout.Channels.Length;
        double squares = 0;
        for (int row = 0; row < chip.Layout.Rows; row++)
        {
            double[] held = new double[chip.Layout.Outputs];
            double shared = -ZeroCode;
            for (int c = 0; c < channels; c++)
            {
                CrossbarChannel channel = chip.Layout.Channels[c];
                double value = channel.Sign / chip.DriftFactor
                    * Math.ScaleB(chip.Weights[row * channels + c], channel.Slice * mapping.BitsPerCell);
                if (channel.Output < 0) shared += value;
                else held[channel.Output] += value;
            }
            for (int o = 0; o < held.Length; o++)
            {
                int code = Layout.Matrix.Weight(chip.Layout.Group, chip.Layout.FirstRow + row, chip.Layout.FirstOutput + o);
                squares += Math.Pow(held[o] + shared - code, 2);
            }
        }
        return Math.Sqrt(squares / ((double)chip.Layout.Rows * chip.Layout.Outputs));
    }

    /// <summary>Weights of a tile whose code is beyond what the cells hold.</summary>
    public long Clipped(int tile)
    {
        CrossbarTileLayout t = Tiles[tile].Layout;
        long clipped = 0;
        for (int row = 0; row < t.Rows; row++)
            for (int o = 0; o < t.Outputs; o++)
            {
                long code = Layout.Matrix.Weight(t.Group, t.FirstRow + row, t.FirstOutput + o);
                if (Math.Abs(code) > Layout.Mapping.FullScale) clipped++;
            }
        return clipped;
    }
}
