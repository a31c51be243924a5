using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>A projection that is read from a crossbar in a device's memory.</summary>
internal static class CrossbarImage
{
    private const int Four = 4;

    /// <summary>Fills the rest of the descriptor of <paramref name="projection"/>, which has a read.</summary>
    public static void Lay(
        DeviceImage image, SpikeProgram program, Projection projection, long[] descriptor, PopulationImage source,
        PopulationImage target)
    {
        CrossbarRead read = projection.Read!;
        CrossbarExtents extents =
            CrossbarExtents.Of(projection.Connectivity, source.Definition.Size, target.Definition.Size);
        bool patches = projection.Connectivity is Convolution;
        if (projection.Connectivity is Convolution convolution)
            descriptor[ProjectionField.Geometry] = ProjectionImage.LayGeometry(image, convolution);
        IrArray? multipliers = program.Array(projection.Multiplier);
        long multiplier = multipliers is null ? projection.Multiplier.Scalar : 1;
        int[] quadTiles = [.. read.Tiles.Index().SelectMany(t => Enumerable.Repeat(t.Index, Quads(program, t.Item)))];
        descriptor[ProjectionField.Kind] = ProjectionKind.Crossbar;
        descriptor[ProjectionField.Delays] = image.Table.Add([projection.Delay.Scalar]);
        descriptor[ProjectionField.DelayCount] = 1;
        descriptor[ProjectionField.Factor] = multiplier << projection.Shift;
        descriptor[ProjectionField.Multipliers] = multipliers is null ? -1 : image.Constants.Add(multipliers.ToInt32());
        descriptor[ProjectionField.MatrixOutputs] = extents.Outputs;
        descriptor[ProjectionField.Pixels] = extents.Pixels;
        descriptor[ProjectionField.PlaneCount] = read.Planes.Length;
        descriptor[ProjectionField.Planes] = image.Table.Add([.. read.Planes.SelectMany(Plane)]);
        descriptor[ProjectionField.QuadCount] = quadTiles.Length;
        descriptor[ProjectionField.QuadTiles] = image.Constants.Add(quadTiles);
        descriptor[ProjectionField.Tiles] = LayTiles(image, program, read);
        descriptor[ProjectionField.Normals] = image.Constants.Add([.. NormalTable.Elements.ToArray()]);
        descriptor[ProjectionField.Fraction] = read.FractionBits;
        descriptor[ProjectionField.Outputs] = image.Outputs;
        image.Outputs += (long)image.Slots * target.Definition.Size;
        descriptor[ProjectionField.Patches] = patches ? image.Patches : -1;
        image.Patches += patches ? (long)image.Slots * source.Definition.Size : 0;
    }

    private static int Channels(SpikeProgram program, CrossbarTile tile) => program.Array(tile.Conductance).Length / tile.Rows;

    private static int Quads(SpikeProgram program, CrossbarTile tile) => (Channels(program, tile) + Four - 1) / Four;

    private static IEnumerable<long> Plane(InputPlane plane)
    {
        long[] fields = new long[PlaneField.Count];
        fields[PlaneField.Digit] = plane.Digit ? 1 : 0;
        fields[PlaneField.Shift] = plane.Shift;
        fields[PlaneField.Minimum] = plane.Minimum;
        fields[PlaneField.Maximum] = plane.Maximum;
        fields[PlaneField.Weight] = plane.Weight;
        return fields;
    }

    private static long LayTiles(DeviceImage image, SpikeProgram program, CrossbarRead read)
    {
        List<long> fields = [];
        int firstQuad = 0;
        foreach (CrossbarTile tile in read.Tiles)
        {
            fields.AddRange(Tile(image, program, tile, firstQuad));
            firstQuad += Quads(program, tile);
        }
        return image.Table.Add([.. fields]);
    }

    private static long[] Tile(DeviceImage image, SpikeProgram program, CrossbarTile tile, int firstQuad)
    {
        int channels = Channels(program, tile);
        int[] outputs = program.Values(tile.Output, channels);
        int additions = outputs.Sum(output => output < 0 ? tile.Outputs : 1) + (tile.InputCoefficient == 0 ? 0 : tile.Outputs);
        int[] conductances = InFours(program.Array(tile.Conductance), tile.Rows, channels);
        long[] fields = new long[TileField.Count];
        fields[TileField.Group] = tile.Group;
        fields[TileField.FirstRow] = tile.FirstRow;
        fields[TileField.Rows] = tile.Rows;
        fields[TileField.FirstOutput] = tile.FirstOutput;
        fields[TileField.Outputs] = tile.Outputs;
        fields[TileField.Channels] = channels;
        fields[TileField.Conductances] = image.Weights16.Add(Array.ConvertAll(conductances, g => (short)g));
        fields[TileField.Variances] = tile.Variance is { } variance
            ? image.Weights32.Add(InFours(program.Array(variance), tile.Rows, channels))
            : -1;
        fields[TileField.NoiseShift] = tile.NoiseShift;
        fields[TileField.PerChannel] = image.Constants.Add(
        [
            .. outputs, .. program.Values(tile.Coefficient, channels), .. program.Values(tile.Gain, channels),
            .. program.Values(tile.Offset, channels),
        ]);
        fields[TileField.GainShift] = tile.GainShift;
        fields[TileField.Nearest] = tile.Rounding == Rounding.Nearest ? 1 : 0;
        fields[TileField.MinimumCode] = tile.MinimumCode;
        fields[TileField.MaximumCode] = tile.MaximumCode;
        fields[TileField.InputCoefficient] = tile.InputCoefficient;
        fields[TileField.CellsPerRow] = tile.CellsPerRow;
        fields[TileField.Additions] = additions;
        fields[TileField.FirstQuad] = firstQuad;
        return fields;
    }

    // [row, channel], channels rounded up to whole fours.
    private static int[] InFours(IrArray array, int rows, int channels)
    {
        int stride = (channels + Four - 1) / Four * Four;
        int[] padded = new int[checked(rows * stride)];
        for (int row = 0; row < rows; row++)
            array.Widen(row * channels, padded.AsSpan(row * stride, channels));
        return padded;
    }
}
