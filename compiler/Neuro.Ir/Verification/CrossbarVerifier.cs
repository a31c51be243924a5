using System.Collections.Immutable;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir;

/// <summary>
/// What a projection says of its crossbar: names, shapes and the range of every field. SEMANTICS.md, section 9.
/// </summary>
internal sealed class CrossbarVerifier(
    Projection projection, long sources, long targets, Dictionary<string, IrArray> arrays, ArrayExtents extents,
    Findings findings)
{
    /// <summary>The largest matrix that a crossbar may hold, in weights.</summary>
    private const long MaximumWeights = 1 << 28;

    /// <summary>Payloads have 32 digits at most.</summary>
    private const int MaximumPlanes = 64;

    /// <summary>Conductances of all tiles: tiles that share an array could be many more than a file can hold.</summary>
    private const long MaximumConductances = 1L << 31;

    private string Location => projection.Origin ?? $"projection {projection.Name}";

    /// <summary>Checks the binding against the program's devices and arrays, and the read against the matrix.</summary>
    public void Verify(IReadOnlySet<string> devices, IReadOnlySet<string> crossbarArrays)
    {
        if (projection.Crossbar is null && projection.Read is null) return;
        if (projection.Delay.IsArray) Number("the delay", projection.Delay, "one number for all synapses of a crossbar");
        if (projection.Crossbar is { } binding) Binding(binding, devices, crossbarArrays);
        if (projection.Connectivity is not (Dense or OneToOne or Sparse or Convolution { Groups: > 0 })) return;
        CrossbarExtents matrix = CrossbarExtents.Of(projection.Connectivity, sources, targets);
        if (matrix.Weights > MaximumWeights)
            Number("the matrix", $"{matrix.Groups} · {matrix.Rows} × {matrix.Outputs}", $"of at most {MaximumWeights} weights");
        else if (projection.Read is { } read)
            Read(read, matrix);
    }

    private void Number(string what, object number, string range) =>
        findings.Add(DiagnosticCatalog.IrNumberRange, Location, what, "projection", projection.Name, number, range);

    private void Range(string what, long number, long minimum, long maximum)
    {
        if (number < minimum || number > maximum) Number(what, number, $"{minimum} to {maximum}");
    }

    private void Dangling(string kind, string name) =>
        findings.Add(DiagnosticCatalog.IrUnknownReference, Location, $"projection '{projection.Name}'", kind, name);

    private void Binding(CrossbarBinding binding, IReadOnlySet<string> devices, IReadOnlySet<string> crossbarArrays)
    {
        if (!devices.Contains(binding.Device ?? "")) Dangling("device", binding.Device ?? "");
        if (!crossbarArrays.Contains(binding.Array ?? "")) Dangling("crossbar array", binding.Array ?? "");
        NotNegative("the time", binding.Time);
        NotNegative("the temperature", binding.Temperature);
        foreach (double range in binding.AdcRanges.IsDefault ? [] : binding.AdcRanges) NotNegative("an ADC range", range);
    }

    private void NotNegative(string what, double number)
    {
        if (!(number >= 0) || double.IsInfinity(number)) Number(what, number, "0 or more, and finite");
    }

    private void Read(CrossbarRead read, CrossbarExtents matrix)
    {
        Range("the number of fraction bits", read.FractionBits, 0, 32);
        ImmutableArray<InputPlane> planes = read.Planes.IsDefault ? [] : read.Planes;
        Range("the number of planes", planes.Length, 1, MaximumPlanes);
        for (int k = 0; k < planes.Length; k++) Plane(planes[k], $"plane {k}");
        (long channels, Int128 conductances, bool noise) = (0, 0, false);
        ImmutableArray<CrossbarTile> tiles = read.Tiles.IsDefault ? [] : read.Tiles;
        for (int t = 0; t < tiles.Length; t++)
        {
            if (tiles[t] is not { } tile)
            {
                Number($"tile {t}", "null", "a tile");
                continue;
            }
            Place(tile, $"tile {t}", matrix);
            long own = Conductances(tile, $"tile {t}");
            channels += (own + 3) & ~3;
            conductances += own * tile.Rows;
            noise |= tile.Variance is not null;
        }
        if (conductances > MaximumConductances)
            Number("the number of conductances of all tiles", conductances, $"at most {MaximumConductances}");
        // The third word of the counter of normal deviates, section 10.
        if (noise && (Int128)matrix.Pixels * (channels / 4) > 1L << 32)
            Number("the number of deviates a tick", $"{(Int128)matrix.Pixels * channels}", "at most 2^34");
    }

    private void Plane(InputPlane? plane, string name)
    {
        if (plane is null)
        {
            Number(name, "null", "a plane");
            return;
        }
        Range($"the shift of {name}", plane.Shift, 0, 31);
        Range($"the smallest input of {name}", plane.Minimum, plane.Digit ? 0 : -255, 0);
        Range($"the largest input of {name}", plane.Maximum, 1, 255);
        if (plane.Digit && (plane.Maximum & (plane.Maximum + 1)) != 0)
            Number($"the largest input of {name}", plane.Maximum, "2^bits − 1 for a digit");
        if (plane.Shift is >= 0 and <= 31 && plane.Weight != 1L << plane.Shift && plane.Weight != -1L << plane.Shift)
            Number($"the weight of {name}", plane.Weight, $"2^{plane.Shift} or −2^{plane.Shift}, as its shift says");
    }

    private void Place(CrossbarTile tile, string name, CrossbarExtents matrix)
    {
        Range($"the group of {name}", tile.Group, 0, matrix.Groups - 1);
        Run("row", tile.FirstRow, tile.Rows, matrix.Rows);
        Run("output", tile.FirstOutput, tile.Outputs, matrix.Outputs);

        void Run(string what, long first, long count, long end)
        {
            if (first < 0 || count < 1 || first + count > end)
                Number($"the run of {what}s of {name}", $"{first} + {count}", $"at least one of {what}s 0 to {end - 1}");
        }
    }

    /// <summary>Checks everything that has an element for each channel; the number of channels.</summary>
    private long Conductances(CrossbarTile tile, string name)
    {
        IrArray? conductance = Find(tile.Conductance, $"the conductance of {name}");
        if (conductance is null) return 0;
        bool fits = conductance.Shape.Length == 2 && conductance.Shape[0] == tile.Rows && conductance.Shape[1] >= 1;
        int channels = fits ? conductance.Shape[1] : 0;
        if (!fits) Shape(conductance, $"the conductance of {name}", $"[{tile.Rows}, channels]");
        Range($"the width of the conductances of {name}", conductance.Signed ? conductance.Bits : conductance.Bits + 1, 1, 16);
        if (tile.Variance is { } variances && Find(variances, $"the variance of {name}") is { } variance)
        {
            if (!variance.Shape.SequenceEqual(conductance.Shape))
                Shape(variance, $"the variance of {name}", $"[{tile.Rows}, {channels}]");
            if (extents.Of(variance) is { Minimum: < 0 } range) Number($"the variance of {name}", range, "0 or more");
        }
        if (fits) Channels(tile, name, channels);
        Scalars(tile, name);
        return channels;
    }

    private void Channels(CrossbarTile tile, string name, int channels)
    {
        if (tile.Outputs > channels)
            Number($"the number of outputs of {name}", tile.Outputs, $"at most its number of channels, {channels}");
        Value(tile.Output, "output", -1, tile.Outputs - 1L);
        Value(tile.Coefficient, "coefficient", int.MinValue, int.MaxValue);
        Value(tile.Gain, "gain", 1, int.MaxValue);
        Value(tile.Offset, "offset", int.MinValue, int.MaxValue);

        void Value(IrValue value, string what, long minimum, long maximum)
        {
            Interval range = Interval.Of(value.Scalar);
            if (value.Array is { } array)
            {
                if (Find(array, $"the {what} of {name}") is not { } found) return;
                if (found.Length != channels) Shape(found, $"the {what} of {name}", $"{channels} elements, one for each channel");
                range = extents.Of(found);
            }
            if (!new Interval(minimum, maximum).Contains(range))
                Number($"the {what} of {name}", range, $"{minimum} to {maximum}");
        }
    }

    private void Scalars(CrossbarTile tile, string name)
    {
        Range($"the noise shift of {name}", tile.NoiseShift, 0, 62);
        Range($"the gain's shift of {name}", tile.GainShift, 0, 62);
        if (tile.Rounding is not (Rounding.Floor or Rounding.Nearest))
            Number($"the rounding of {name}", TextNames.Spell(tile.Rounding), "floor or nearest");
        if (tile.MinimumCode > tile.MaximumCode)
            Number($"the largest code of {name}", tile.MaximumCode, $"at least the smallest, {tile.MinimumCode}");
        Range($"the number of cells a row of {name}", tile.CellsPerRow, 1, int.MaxValue);
    }

    private IrArray? Find(string? name, string what)
    {
        if (arrays.TryGetValue(name ?? "", out IrArray? array)) return array;
        findings.Add(
            DiagnosticCatalog.IrUnknownReference, Location, $"{what} of projection '{projection.Name}'", "array", name ?? "");
        return null;
    }

    private void Shape(IrArray array, string what, string needs) =>
        findings.Add(DiagnosticCatalog.IrArrayShape, Location,
            array.Name, string.Join(", ", array.Shape), $"{what} of projection '{projection.Name}'", needs);
}
