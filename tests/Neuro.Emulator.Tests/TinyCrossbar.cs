using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Emulator.Tests;

/// <summary>Reads written by hand, for tests.</summary>
internal static class TinyCrossbar
{
    /// <summary>A drive that puts a payload of up to 255 on its row as it is.</summary>
    public static readonly InputPlane Plain = new(Digit: false, Shift: 0, Minimum: -255, Maximum: 255, Weight: 1);

    /// <summary>
    /// The program with every projection read from arrays of at most <paramref name="rows"/> × <paramref name="outputs"/> cells
    /// that hold the weights exactly.
    /// </summary>
    public static SpikeProgram Ideal(SpikeProgram program, int rows, int outputs, params ImmutableArray<InputPlane> planes)
    {
        foreach (Projection projection in program.Projections)
        {
            CrossbarMatrix matrix = new(program, projection);
            List<CrossbarTile> tiles = [];
            for (int group = 0; group < matrix.Groups; group++)
            {
                for (int row = 0; row < matrix.Rows; row += rows)
                {
                    for (int output = 0; output < matrix.Outputs; output += outputs)
                    {
                        string name = $"{projection.Name}.tile{tiles.Count}";
                        CrossbarTile tile = new()
                        {
                            Group = group,
                            FirstRow = row,
                            Rows = Math.Min(rows, matrix.Rows - row),
                            FirstOutput = output,
                            Outputs = Math.Min(outputs, matrix.Outputs - output),
                            Conductance = name,
                            Output = IrValue.FromArray($"{name}.output"),
                            Coefficient = 1,
                            CellsPerRow = Math.Min(outputs, matrix.Outputs - output),
                        };
                        tiles.Add(tile);
                        program = program with { Arrays = [.. program.Arrays, .. Arrays(matrix, tile)] };
                    }
                }
            }
            CrossbarRead read = new() { Planes = planes.IsEmpty ? [Plain] : planes, Tiles = [.. tiles] };
            program = program with { Projections = program.Projections.Replace(projection, projection with { Read = read }) };
        }
        return program;
    }

    /// <summary>
    /// Two inputs on the two rows of one tile, given as it is but for its array, and as many relays as it has outputs.
    /// </summary>
    public static SpikeProgram OfTwoRows(CrossbarTile tile, params int[] conductance)
    {
        Projection projection = Tiny.Projection("input", "relays", new Dense(), 1) with
        {
            Read = new() { Planes = [Plain], Tiles = [tile with { Conductance = "g", Rows = 2 }] },
        };
        return Tiny.Program(
            [Tiny.Input("input", 2), Tiny.Relays("relays", 1, tile.Outputs)],
            [projection],
            [Tiny.Array("g", [2, conductance.Length / 2], conductance)]);
    }

    private static IEnumerable<IrArray> Arrays(CrossbarMatrix matrix, CrossbarTile tile)
    {
        int[] codes = new int[tile.Rows * tile.Outputs];
        for (int i = 0; i < codes.Length; i++)
        {
            (int row, int output) = Math.DivRem(i, tile.Outputs);
            codes[i] = matrix.Weight(tile.Group, tile.FirstRow + row, tile.FirstOutput + output);
        }
        yield return Tiny.Array(tile.Conductance, [tile.Rows, tile.Outputs], codes);
        yield return Tiny.Array($"{tile.Conductance}.output", [tile.Outputs], [.. Enumerable.Range(0, tile.Outputs)]);
    }
}
