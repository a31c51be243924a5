using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>A read as the numbers that Kernels/crossbar.cl walks: geometry, planes, tiles.</summary>
internal sealed class CrossbarTable
{
    private const int HeaderLength = 24;
    private const int TileLength = 26;
    private const int DeviatesOfABlock = 4;

    private readonly SpikeProgram _program;
    private readonly ConstantPool _constants;

    /// <summary>The table of <paramref name="projection"/>, among <paramref name="constants"/>.</summary>
    public CrossbarTable(SpikeProgram program, Projection projection, CrossbarExtents matrix, ConstantPool constants)
    {
        (_program, _constants) = (program, constants);
        CrossbarRead read = projection.Read!;
        List<int> tiles = [];
        List<int> tileOfChannel = [];
        int deviates = 0;
        foreach (CrossbarTile tile in read.Tiles)
        {
            int channels = program.Array(tile.Conductance).Length / tile.Rows;
            tiles.AddRange(Tile(tile, channels, deviates, tileOfChannel.Count));
            tileOfChannel.AddRange(Enumerable.Repeat(tiles.Count / TileLength - 1, channels));
            deviates += (channels + DeviatesOfABlock - 1) / DeviatesOfABlock * DeviatesOfABlock;
            MostRows = Math.Max(MostRows, tile.Rows);
            MostChannels = Math.Max(MostChannels, channels);
        }
        IEnumerable<int> planes = read.Planes.SelectMany(p =>
            (int[])[p.Digit ? 1 : 0, p.Shift, p.Minimum, p.Maximum, .. Long(p.Weight)]);
        int[] header = [.. Header(program, projection, matrix, deviates)];
        Pointer = constants.Add([.. header, .. planes, .. tiles]).Pointer;
        TileOfChannel = [.. tileOfChannel];
    }

    /// <summary>Points to the table.</summary>
    public string Pointer { get; }

    /// <summary>Rows of the longest tile.</summary>
    public int MostRows { get; }

    /// <summary>Channels of the widest tile.</summary>
    public int MostChannels { get; }

    /// <summary>For the channels of all tiles, one after the other, the number of their tile.</summary>
    public int[] TileOfChannel { get; }

    private static int[] Header(SpikeProgram program, Projection projection, CrossbarExtents matrix, int deviates)
    {
        CrossbarRead read = projection.Read!;
        int[] header =
        [
            read.Planes.Length, read.Tiles.Length, (int)matrix.Pixels, (int)(matrix.Groups * matrix.Outputs), (int)matrix.Rows,
            (int)matrix.Outputs, deviates / DeviatesOfABlock, program.Projections.IndexOf(projection), read.FractionBits,
        ];
        int[] geometry = projection.Connectivity is Convolution c
            ? [1, c.KernelWidth, c.KernelHeight, c.InputChannels / c.Groups, c.InputHeight, c.InputWidth, c.OutputWidth,
                c.StrideY, c.StrideX, c.PaddingTop, c.PaddingLeft, c.DilationY, c.DilationX]
            : [];
        Array.Resize(ref geometry, HeaderLength - header.Length);
        return [.. header, .. geometry];
    }

    private IEnumerable<int> Tile(CrossbarTile tile, int channels, int firstDeviate, int firstChannel)
    {
        int[] outputs = _program.Values(tile.Output, channels);
        long additions = outputs.Sum(o => o < 0 ? (long)tile.Outputs : 1) + (tile.InputCoefficient == 0 ? 0 : tile.Outputs);
        long conductance = _constants.Place(Array.ConvertAll(_program.Array(tile.Conductance).ToInt32(), g => (short)g));
        long variance = tile.Variance is { } array ? _constants.Place(_program.Array(array).ToInt32()) : -1;
        long perChannel = _constants.Place(
        [
            .. outputs, .. _program.Values(tile.Coefficient, channels), .. _program.Values(tile.Gain, channels),
            .. _program.Values(tile.Offset, channels),
        ]);
        int[] row =
        [
            tile.Group, tile.FirstRow, tile.Rows, tile.FirstOutput, tile.Outputs, channels, .. Long(conductance),
            .. Long(variance), tile.NoiseShift, tile.GainShift, tile.Rounding == Rounding.Nearest ? 1 : 0, tile.MinimumCode,
            tile.MaximumCode,
            .. Long(tile.InputCoefficient), tile.CellsPerRow, firstDeviate, .. Long(perChannel), 0, 0, (int)additions,
            firstChannel,
        ];
        Array.Resize(ref row, TileLength);
        return row;
    }

    private static int[] Long(long value) => [(int)value, (int)(value >> 32)];
}
