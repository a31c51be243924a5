using Neuro.Ir.Crossbars;
using Neuro.Ir.Diagnostics;

namespace Neuro.Ir;

/// <summary>
/// What a projection that is read from a crossbar can add to its targets: the arithmetic of SEMANTICS.md, section 9, on
/// intervals. One pass over the conductances; then the bounds for any range of payloads follow from the sums over each channel.
/// </summary>
internal sealed class CrossbarBounds
{
    /// <summary>T[4095], the largest magnitude of a normal deviate (section 10).</summary>
    public const int LargestDeviate = 15738;

    private const long SumLimit = 1L << 31;

    // Bounds of D beyond this are not told apart: it is beyond the limit, and its products with m · 2^shift fit.
    private static readonly Int128 Far = (Int128)1 << 64;

    private readonly Projection _projection;
    private readonly CrossbarRead _read;
    private readonly TileSums[] _tiles;
    private readonly IrArray? _multipliers;
    private readonly int _pixels;

    // Numbers of the outputs (channels of the target over all groups) that some tile adds to, ascending.
    private readonly int[] _outputs;

    /// <summary>The bounds of a projection whose shapes have been checked.</summary>
    public CrossbarBounds(Projection projection, Dictionary<string, IrArray> arrays, int sources, int targets)
    {
        (_projection, _read) = (projection, projection.Read!);
        CrossbarExtents matrix = CrossbarExtents.Of(projection.Connectivity, sources, targets);
        _pixels = (int)matrix.Pixels;
        _multipliers = projection.Multiplier.Array is { } name ? arrays[name] : null;
        _tiles = [.. _read.Tiles.Select(t => new TileSums(t, arrays, (int)(t.Group * matrix.Outputs) + t.FirstOutput))];
        _outputs = Outputs();
    }

    /// <summary>What is added to the targets when payloads lie in <paramref name="payload"/>; overflows are told to
    /// <paramref name="findings"/>.</summary>
    public CrossbarRange At(Interval payload, Findings? findings = null)
    {
        payload = payload.Union(Interval.Of(0));
        var sums = new (Int128 Minimum, Int128 Maximum)[_outputs.Length];
        for (int t = 0; t < _tiles.Length; t++)
            for (int k = 0; k < _read.Planes.Length; k++)
                Add(sums, t, k, Inputs(_read.Planes[k], payload), findings);
        Interval[] added = new Interval[_outputs.Length];
        for (int i = 0; i < added.Length; i++)
            added[i] = Scale(sums[i].Minimum, sums[i].Maximum, _outputs[i], findings);
        return new(_outputs, added, _pixels);
    }

    /// <summary>The union of the tiles' runs of outputs.</summary>
    private int[] Outputs()
    {
        List<int> outputs = [];
        int next = 0;
        foreach (TileSums tile in _tiles.OrderBy(t => t.First))
            for (next = Math.Max(next, tile.First); next < tile.First + tile.Tile.Outputs; next++) outputs.Add(next);
        return [.. outputs];
    }

    /// <summary>Every x of a plane.</summary>
    private static Interval Inputs(InputPlane plane, Interval payload)
    {
        if (!plane.Digit)
            return new Interval(
                MicroOps.ShiftRight(payload.Minimum, plane.Shift, Rounding.Nearest),
                MicroOps.ShiftRight(payload.Maximum, plane.Shift, Rounding.Nearest)).Clamp(new(plane.Minimum, plane.Maximum));
        // The digits of a negative number are those of its two's complement: any of them can be set.
        return new(0, payload.Minimum < 0 ? plane.Maximum : Math.Min(payload.Maximum >> plane.Shift, plane.Maximum));
    }

    /// <summary>Adds what one tile gives for one plane, or 0 where it is not read.</summary>
    private void Add((Int128 Minimum, Int128 Maximum)[] sums, int tile, int plane, Interval x, Findings? findings)
    {
        TileSums t = _tiles[tile];
        Int128 minimum = 0, maximum = 0, rows = t.Tile.Rows;
        Scaled(ref minimum, ref maximum, t.Tile.InputCoefficient, x.Minimum * rows, x.Maximum * rows);
        var own = new (Int128 Minimum, Int128 Maximum)[t.Tile.Outputs];
        if (findings is not null) Check(tile, plane, x, findings);
        for (int c = 0; c < t.Channels; c++)
        {
            Interval code = t.Codes(c, x);
            int output = t.Output(c);
            if (output < 0) Scaled(ref minimum, ref maximum, t.Coefficient(c), code.Minimum, code.Maximum);
            else Scaled(ref own[output].Minimum, ref own[output].Maximum, t.Coefficient(c), code.Minimum, code.Maximum);
        }
        int at = Array.BinarySearch(_outputs, t.First);
        long weight = _read.Planes[plane].Weight;
        for (int j = 0; j < own.Length; j++)
        {
            ref (Int128 Minimum, Int128 Maximum) sum = ref sums[at + j];
            Scaled(ref sum.Minimum, ref sum.Maximum, weight,
                Int128.Max(minimum + own[j].Minimum, -Far), Int128.Min(maximum + own[j].Maximum, Far));
            sum = (Int128.Max(sum.Minimum, -Far), Int128.Min(sum.Maximum, Far));
        }
    }

    /// <summary>Adds factor · [low, high], or nothing: so partial sums, in whatever order, are within the bounds too.</summary>
    private static void Scaled(ref Int128 minimum, ref Int128 maximum, long factor, Int128 low, Int128 high)
    {
        Int128 a = factor * low, b = factor * high;
        minimum += Int128.Min(Int128.Min(a, b), 0);
        maximum += Int128.Max(Int128.Max(a, b), 0);
    }

    /// <summary>Tells the worst channel whose sums do not fit.</summary>
    private void Check(int tile, int plane, Interval x, Findings findings)
    {
        TileSums t = _tiles[tile];
        (int current, int variance) = (0, 0);
        for (int c = 1; c < t.Channels; c++)
        {
            if (t.Magnitude(c, x) > t.Magnitude(current, x)) current = c;
            if (t.Variance(c, x) > t.Variance(variance, x)) variance = c;
        }
        Tell("the current and its noise", current, t.Magnitude(current, x));
        Tell("the variance of the current", variance, t.Variance(variance, x));

        void Tell(string what, int channel, Int128 bound)
        {
            if (bound >= SumLimit) Overflow(findings, $"tile {tile}, plane {plane}, channel {channel}: {what}", bound, "2^31");
        }
    }

    private void Overflow(Findings findings, string what, Int128 bound, string limit) => findings.Add(
        DiagnosticCatalog.CrossbarOverflow, _projection.Origin ?? $"projection {_projection.Name}", _projection.Name, what, bound,
        limit);

    /// <summary>D · m · 2^shift / 2^fraction, rounded.</summary>
    private Interval Scale(Int128 low, Int128 high, int output, Findings? findings)
    {
        long multiplier = _multipliers?[output] ?? _projection.Multiplier.Scalar;
        Int128 magnitude = Int128.Max(-low, high);
        Int128 a = (low * multiplier) << _projection.Shift, b = (high * multiplier) << _projection.Shift;
        (Int128 minimum, Int128 maximum) = (Int128.Min(a, b), Int128.Max(a, b));
        magnitude = Int128.Max(magnitude, Int128.Max(-minimum, maximum));
        if (magnitude >= WeightSums.Limit)
        {
            if (findings is not null)
                Overflow(findings, $"output {output}: the sum before its fraction is dropped", magnitude, "2^62");
            return new(-WeightSums.Limit, WeightSums.Limit);
        }
        return new(
            MicroOps.ShiftRight((long)minimum, _read.FractionBits, Rounding.Nearest),
            MicroOps.ShiftRight((long)maximum, _read.FractionBits, Rounding.Nearest));
    }
}
