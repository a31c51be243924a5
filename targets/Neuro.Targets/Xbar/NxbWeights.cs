using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Targets.Xbar;

/// <summary>Between the weights of a program and the cells of an image.</summary>
internal static class NxbWeights
{
    /// <summary>The arrays and cells of a projection.</summary>
    public static (CrossbarArray Array, DeviceModel Device) Hardware(SpikeProgram program, Projection projection) =>
        (program.CrossbarArrays.First(a => a.Name == projection.Crossbar!.Array),
            program.Devices.First(d => d.Name == projection.Crossbar!.Device));

    /// <summary>
    /// Names of weight arrays that only cells hold: those of matrices and convolutions, all of whose users are on crossbars.
    /// The weights of other maps are kept beside their indices, too.
    /// </summary>
    public static HashSet<string> Held(SpikeProgram program)
    {
        HashSet<string> held =
        [
            .. program.Projections.Where(p => p.Crossbar is not null && p.Connectivity is Dense or Convolution)
                .Select(p => p.Weight.Array).OfType<string>(),
        ];
        SpikeProgram others = program with
        {
            Projections = [.. program.Projections.Select(p => p.Weight.Array is { } name && held.Contains(name)
                && p.Crossbar is not null && p.Connectivity is Dense or Convolution ? p with { Weight = 0 } : p)],
        };
        held.ExceptWith(ArrayReferences.Of(others));
        return held;
    }

    /// <summary>The smallest and largest weight code, and 0.</summary>
    public static (int Least, int Most) Extremes(CrossbarMatrix matrix)
    {
        (int least, int most) = (0, 0);
        for (int group = 0; group < matrix.Groups; group++)
            for (int row = 0; row < matrix.Rows; row++)
                for (int output = 0; output < matrix.Outputs; output++)
                {
                    int weight = matrix.Weight(group, row, output);
                    (least, most) = (Math.Min(least, weight), Math.Max(most, weight));
                }
        return (least, most);
    }

    /// <summary>Puts the weights that the cells of <paramref name="cells"/> stand for into <paramref name="weights"/>.</summary>
    /// <exception cref="DiagnosticException">Some cells stand for no weight.</exception>
    public static void Fill(SpikeProgram program, Projection projection, NxbProjection cells, int[] weights, string place)
    {
        (CrossbarArray array, DeviceModel device) = Hardware(program, projection);
        IrArray declared = program.Array(projection.Weight)!;
        if (cells.Least < declared.Minimum || cells.Most > declared.Maximum)
            throw Malformed(place, $"'{cells.Name}' has weights from {cells.Least} to {cells.Most} in {declared.Bits} bits");
        CellMapping mapping = ConductanceCodes.Mapping(
            array, device, declared, cells.Least, cells.Most);
        Dictionary<string, int> known = ConductanceCodes.Weights(mapping, device, cells.Least, cells.Most);
        CrossbarExtents extents = CrossbarExtents.Of(
            projection.Connectivity, program.Population(projection.Source).Size, program.Population(projection.Target).Size);
        int width = mapping.Slices * (mapping.IsPair ? 2 : 1);
        foreach (NxbTile tile in cells.Tiles)
        {
            bool inside = tile.Group < extents.Groups && (long)tile.FirstRow + tile.Rows <= extents.Rows
                && (long)tile.FirstOutput + tile.Outputs <= extents.Outputs && (long)tile.Outputs * width <= tile.Columns;
            if (!inside) throw Malformed(place, $"a tile of '{cells.Name}' lies outside its matrix");
            for (int row = 0; row < tile.Rows; row++)
                for (int output = 0; output < tile.Outputs; output++)
                {
                    ReadOnlySpan<ushort> codes = tile.Codes.AsSpan((row * tile.Columns) + (output * width), width);
                    if (!known.TryGetValue(ConductanceCodes.Key(codes), out int weight))
                        throw Malformed(
                            place, $"'{cells.Name}': the cells of row {tile.FirstRow + row}, output {tile.FirstOutput + output} "
                                + $"({string.Join(' ', codes.ToArray())}) stand for no weight");
                    weights[Index(projection, extents, tile.Group, tile.FirstRow + row, tile.FirstOutput + output)] = weight;
                }
        }
    }

    /// <summary>Whether the cells are those that the program's weights lay out.</summary>
    public static bool Agree(SpikeProgram program, Projection projection, NxbProjection cells)
    {
        (CrossbarArray array, DeviceModel device) = Hardware(program, projection);
        CrossbarLayout layout = CrossbarLayout.Of(program, projection, array, device);
        return Extremes(layout.Matrix) == (cells.Least, cells.Most) && layout.Tiles.Length == cells.Tiles.Length
            && layout.Tiles.Zip(cells.Tiles).All(pair =>
            {
                NxbTile tile = ConductanceCodes.Tile(pair.First, device);
                return tile with { Codes = pair.Second.Codes } == pair.Second
                    && tile.Codes.AsSpan().SequenceEqual(pair.Second.Codes);
            });
    }

    /// <summary>The diagnostic of a file in error.</summary>
    public static DiagnosticException Malformed(string place, string what) => new(DiagnosticCatalog.NxbMalformed.At(place, what));

    private static int Index(Projection projection, CrossbarExtents extents, int group, int row, int output) =>
        (int)(projection.Connectivity is Convolution
            ? ((((group * extents.Outputs) + output) * extents.Rows) + row)
            : ((row * extents.Outputs) + output));
}
