using System.Collections.Immutable;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir.Crossbars;

/// <summary>
/// Where the weights of a projection lie on arrays and what their cells are programmed to. Blocks of equal size to within one row
/// and one output are laid out group by group, row block by row block; blocks of a sparse or one-to-one projection without any
/// weight but zero take no array. A function of its arguments alone.
/// </summary>
public sealed class CrossbarLayout
{
    /// <summary>Largest matrix that is laid out, in weights.</summary>
    private const long MaximumMatrix = 1L << 27;

    private CrossbarLayout(SpikeProgram program, Projection projection, CrossbarArray array, DeviceModel device)
    {
        (Array, Device) = (array, device);
        Matrix = new CrossbarMatrix(program, projection);
        (int least, int most) = Extremes();
        Mapping = new CellMapping(array, device, Width(program, projection, least, most), least, most);
        ColumnsPerOutput = Mapping.Slices * (Mapping.IsPair ? 2 : 1);
        ReferenceColumns = array.Arrangement == CellArrangement.ReferenceColumn ? Mapping.Slices : 0;
        int fit = (array.Columns - ReferenceColumns) / ColumnsPerOutput;
        if (fit < 1)
            throw Refused(
                DiagnosticCatalog.ArrayTooNarrow, projection, array.Name, array.Columns, ColumnsPerOutput + ReferenceColumns);
        Tiles = Blocks(fit, dropEmpty: projection.Connectivity is Sparse or OneToOne);
        Survey();
    }

    /// <summary>The array that tiles are.</summary>
    public CrossbarArray Array { get; }

    /// <summary>The device that cells are.</summary>
    public DeviceModel Device { get; }

    /// <summary>The projection's weights.</summary>
    public CrossbarMatrix Matrix { get; }

    /// <summary>How cells hold a weight.</summary>
    public CellMapping Mapping { get; }

    /// <summary>The arrays in use, in the order of <see cref="CrossbarBinding.AdcRanges"/> and
    /// <see cref="CrossbarRead.Tiles"/>.</summary>
    public ImmutableArray<CrossbarTileLayout> Tiles { get; }

    /// <summary>Physical columns that hold one output.</summary>
    public int ColumnsPerOutput { get; }

    /// <summary>Reference columns of a tile.</summary>
    public int ReferenceColumns { get; }

    /// <summary>Cells in use.</summary>
    public long Cells { get; private set; }

    /// <summary>Share of the cells of all tiles' arrays in use; 0 without tiles.</summary>
    public double Utilisation { get; private set; }

    /// <summary>Number of different programming targets.</summary>
    public int LevelsUsed { get; private set; }

    /// <summary>Weights whose code is beyond what the cells hold.</summary>
    public long Clipped { get; private set; }

    /// <summary>Largest difference between a weight that is held and its code, in codes.</summary>
    public double LargestWeightError { get; private set; }

    /// <summary>Root mean square of the differences between weights that are held and their codes, in codes.</summary>
    public double WeightError { get; private set; }

    /// <summary>Lays out <paramref name="projection"/>.</summary>
    /// <exception cref="DiagnosticException">NEU3540 to NEU3543: it has a delay for each synapse or too large a matrix, the array
    /// has no room for one weight, or the device has no range of conductances.</exception>
    public static CrossbarLayout Of(SpikeProgram program, Projection projection, CrossbarArray array, DeviceModel device)
    {
        if (projection.Delay.IsArray) throw Refused(DiagnosticCatalog.CrossbarDelays, projection);
        CrossbarExtents matrix = CrossbarExtents.Of(
            projection.Connectivity, program.Population(projection.Source).Size, program.Population(projection.Target).Size);
        if (matrix.Weights > MaximumMatrix)
            throw Refused(DiagnosticCatalog.CrossbarTooLarge, projection, matrix.Rows, matrix.Outputs, MaximumMatrix);
        bool single = array.Arrangement is CellArrangement.ReferenceColumn or CellArrangement.Offset && array.BitsPerCell == 0;
        int needed = single ? 3 : 2;
        if (!(device.GMax > device.GMin) || (device.Levels != 0 && device.Levels < needed))
            throw Refused(
                DiagnosticCatalog.DeviceWithoutRange, projection, device.Name, device.GMin, device.GMax, device.Levels, needed);
        return new CrossbarLayout(program, projection, array, device);
    }

    private static DiagnosticException Refused(
        DiagnosticDescriptor descriptor, Projection projection, params object?[] arguments) =>
        new(descriptor.At(projection.Origin ?? $"projection {projection.Name}", [projection.Name, .. arguments]));

    /// <summary>The largest magnitude of the width that codes are declared with. A width of more than 16 bits says nothing of
    /// what cells have to hold: there it is that of the codes themselves.</summary>
    private static long Width(SpikeProgram program, Projection projection, int least, int most)
    {
        IrArray? weights = program.Array(projection.Weight);
        long largest = Math.Max(1, Math.Max((long)most, -(long)least));
        return weights is null || weights.Bits > 16 ? largest : Math.Max(1, weights.Maximum);
    }

    private (int Least, int Most) Extremes()
    {
        (int least, int most) = (0, 0);
        for (int group = 0; group < Matrix.Groups; group++)
            for (int row = 0; row < Matrix.Rows; row++)
                for (int output = 0; output < Matrix.Outputs; output++)
                {
                    int code = Matrix.Weight(group, row, output);
                    (least, most) = (Math.Min(least, code), Math.Max(most, code));
                }
        return (least, most);
    }

    private ImmutableArray<CrossbarTileLayout> Blocks(int outputsPerTile, bool dropEmpty)
    {
        (int First, int Count)[] rows = Split(Matrix.Rows, Array.Rows);
        (int First, int Count)[] outputs = Split(Matrix.Outputs, outputsPerTile);
        ImmutableArray<CrossbarTileLayout>.Builder tiles = ImmutableArray.CreateBuilder<CrossbarTileLayout>();
        for (int group = 0; group < Matrix.Groups; group++)
            foreach ((int First, int Count) r in rows)
                foreach ((int First, int Count) o in outputs)
                    if (!dropEmpty || HasWeight(group, r, o)) tiles.Add(new(this, group, r, o));
        return tiles.ToImmutable();
    }

    /// <summary>Cuts <paramref name="count"/> into as few parts of at most <paramref name="limit"/> as there can be, all of one
    /// size or one more: currents and so the ranges of the converters are then alike.</summary>
    private static (int First, int Count)[] Split(int count, int limit)
    {
        int parts = (count + limit - 1) / limit;
        return [.. Enumerable.Range(0, parts).Select(i =>
        {
            int first = (int)((long)count * i / parts);
            return (first, (int)((long)count * (i + 1) / parts) - first);
        })];
    }

    private bool HasWeight(int group, (int First, int Count) rows, (int First, int Count) outputs)
    {
        for (int row = rows.First; row < rows.First + rows.Count; row++)
            for (int output = outputs.First; output < outputs.First + outputs.Count; output++)
                if (Matrix.Weight(group, row, output) != 0) return true;
        return false;
    }

    /// <summary>Everything that is counted depends on a weight's code alone, so codes are counted first.</summary>
    private void Survey()
    {
        Dictionary<int, long> codes = [];
        foreach (CrossbarTileLayout tile in Tiles)
        {
            Cells += (long)tile.Rows * tile.Columns;
            for (int row = 0; row < tile.Rows; row++)
                for (int output = 0; output < tile.Outputs; output++)
                {
                    int code = Matrix.Weight(tile.Group, tile.FirstRow + row, tile.FirstOutput + output);
                    codes[code] = codes.GetValueOrDefault(code) + 1;
                }
        }
        HashSet<double> targets = [];
        (double squares, long weights) = (0, 0);
        foreach ((int code, long count) in codes.OrderBy(c => c.Key))
        {
            double error = Mapping.Held(code) - code;
            LargestWeightError = Math.Max(LargestWeightError, Math.Abs(error));
            squares += count * error * error;
            weights += count;
            if (Math.Abs((long)code) > Mapping.FullScale) Clipped += count;
            for (int slice = 0; slice < Mapping.Slices; slice++)
            {
                targets.Add(Mapping.Target(code, slice, minus: false));
                if (Mapping.IsPair) targets.Add(Mapping.Target(code, slice, minus: true));
                else if (ReferenceColumns > 0) targets.Add(Mapping.Zero(slice));
            }
        }
        LevelsUsed = targets.Count;
        WeightError = weights == 0 ? 0 : Math.Sqrt(squares / weights);
        Utilisation = Tiles.IsEmpty ? 0 : Tiles.Average(t => t.Utilisation);
    }
}
