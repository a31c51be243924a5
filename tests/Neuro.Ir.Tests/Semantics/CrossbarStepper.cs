using Neuro.Ir.Crossbars;

namespace Neuro.Ir.Tests;

/// <summary>
/// SEMANTICS.md, section 9, word for word and slowly, for one pixel of a projection: the smallest possible interpreter of reads.
/// Sums are exact, so that what the verifier claims of them can be checked.
/// </summary>
internal sealed class CrossbarStepper(SpikeProgram program, Projection projection)
{
    private readonly CrossbarRead _read = projection.Read!;

    /// <summary>The largest |S + n| (as Σ |x| · |conductance| + |n|), V and |D · m · 2^shift| seen.</summary>
    public (Int128 Current, Int128 Variance, Int128 Output) Largest { get; private set; }

    /// <summary>x of every row of a tile.</summary>
    public static int[] Inputs(InputPlane plane, CrossbarTile tile, int[] p) => [.. p.Skip(tile.FirstRow).Take(tile.Rows).Select(
        v => plane.Digit ? (v >> plane.Shift) & plane.Maximum
            : (int)Math.Clamp(MicroOps.ShiftRight(v, plane.Shift, Rounding.Nearest), plane.Minimum, plane.Maximum))];

    /// <summary>Σ x · conductance, and Σ x² · variance.</summary>
    public (long S, long V) Sums(CrossbarTile tile, int[] x, int channel)
    {
        IrArray g = program.Array(tile.Conductance);
        IrArray? variance = tile.Variance is { } name ? program.Array(name) : null;
        int channels = g.Shape[1];
        return (Enumerable.Range(0, x.Length).Sum(r => (long)x[r] * g[r * channels + channel]),
            Enumerable.Range(0, x.Length).Sum(r => (long)x[r] * x[r] * (variance?[r * channels + channel] ?? 0)));
    }

    /// <summary>What the ADC makes of a sum.</summary>
    public static int Code(long s, long v, int z, int noiseShift, int gain, int gainShift, int offset, int minimum, int maximum,
        Rounding rounding) =>
        (int)Math.Clamp(
            MicroOps.ShiftRight((s + Noise(v, z, noiseShift)) * gain, gainShift, rounding) + offset, minimum, maximum);

    /// <summary>The code of a channel with the deviate <paramref name="z"/>.</summary>
    public int Code(CrossbarTile tile, int[] x, int channel, int z)
    {
        (long s, long v) = Sums(tile, x, channel);
        IrArray g = program.Array(tile.Conductance);
        Int128 current = Math.Abs(Noise(v, z, tile.NoiseShift));
        for (int r = 0; r < x.Length; r++) current += Math.Abs((long)x[r] * g[r * g.Shape[1] + channel]);
        Largest = (Int128.Max(Largest.Current, current), Int128.Max(Largest.Variance, v), Largest.Output);
        return Code(s, v, z, tile.NoiseShift, Value(tile.Gain, channel), tile.GainShift, Value(tile.Offset, channel),
            tile.MinimumCode, tile.MaximumCode, tile.Rounding);
    }

    /// <summary>Adds one tile's part of one plane to D, an element for each output of the tile's group.</summary>
    public void Add(InputPlane plane, CrossbarTile tile, int[] p, Func<int> z, Int128[] d)
    {
        int[] x = Inputs(plane, tile, p);
        if (x.All(v => v == 0)) return;
        for (int c = 0; c < program.Array(tile.Conductance).Shape[1]; c++)
        {
            int code = Code(tile, x, c, z());
            int output = Value(tile.Output, c);
            for (int j = 0; j < tile.Outputs; j++)
                if (output == j || output == -1)
                    d[tile.FirstOutput + j] += (Int128)plane.Weight * Value(tile.Coefficient, c) * code;
        }
        for (int j = 0; j < tile.Outputs; j++)
            d[tile.FirstOutput + j] += (Int128)plane.Weight * tile.InputCoefficient * x.Sum();
    }

    /// <summary>What a target gets of D: (D · m · 2^shift) / 2^fraction; <paramref name="number"/> counts outputs over groups.
    /// </summary>
    public long Added(Int128 d, int number)
    {
        Int128 scaled = (d * Value(projection.Multiplier, number)) << projection.Shift;
        Largest = (Largest.Current, Largest.Variance, Int128.Max(Largest.Output, Int128.Abs(scaled)));
        return MicroOps.ShiftRight((long)scaled, _read.FractionBits, Rounding.Nearest);
    }

    /// <summary>What the outputs of a group get for the payloads p of its rows at one pixel.</summary>
    public long[] Read(int group, int outputs, int[] p, Func<int> z)
    {
        Int128[] d = new Int128[outputs];
        foreach (InputPlane plane in _read.Planes)
            foreach (CrossbarTile tile in _read.Tiles.Where(t => t.Group == group)) Add(plane, tile, p, z, d);
        return [.. d.Select((sum, j) => Added(sum, group * outputs + j))];
    }

    private int Value(IrValue value, int i) => program.Array(value)?[i] ?? value.Scalar;

    // n: rounded to the nearest.
    private static long Noise(long v, int z, int shift)
    {
        long root = (long)Math.Sqrt(v << 16);
        return MicroOps.ShiftRight(z * root, shift, Rounding.Nearest);
    }
}
