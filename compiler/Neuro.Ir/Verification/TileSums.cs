using Neuro.Ir.Crossbars;

namespace Neuro.Ir;

/// <summary>Sums over the rows of each channel of a tile, and what follows from them for inputs of any range.</summary>
internal sealed class TileSums
{
    private readonly long[] _positive;
    private readonly long[] _negative;
    private readonly long[]? _variance;
    private readonly IrArray? _output;
    private readonly IrArray? _coefficient;
    private readonly IrArray? _gain;
    private readonly IrArray? _offset;

    /// <summary>The sums of a tile whose shapes have been checked; <paramref name="first"/> numbers its first output.</summary>
    public TileSums(CrossbarTile tile, Dictionary<string, IrArray> arrays, int first)
    {
        (Tile, First) = (tile, first);
        IrArray conductance = arrays[tile.Conductance];
        Channels = conductance.Shape[1];
        (_positive, _negative) = (new long[Channels], new long[Channels]);
        Sum(conductance, _positive, _negative);
        if (tile.Variance is { } variance)
        {
            _variance = new long[Channels];
            Sum(arrays[variance], _variance, []);
        }
        (_output, _coefficient, _gain, _offset) = (Find(tile.Output), Find(tile.Coefficient), Find(tile.Gain), Find(tile.Offset));

        IrArray? Find(IrValue value) => value.Array is { } name ? arrays[name] : null;
    }

    /// <summary>Adds up the columns, positive and negative elements apart. Variances have no negative ones.</summary>
    private void Sum(IrArray elements, long[] positive, long[] negative)
    {
        int[] row = new int[Channels];
        for (int start = 0; start < elements.Length; start += Channels)
        {
            elements.Widen(start, row);
            for (int c = 0; c < row.Length; c++)
                if (row[c] > 0) positive[c] += row[c];
                else if (row[c] < 0) negative[c] += row[c];
        }
    }

    /// <summary>The tile.</summary>
    public CrossbarTile Tile { get; }

    /// <summary>Number of its first output, counted over all groups.</summary>
    public int First { get; }

    /// <summary>Number of codes of one read.</summary>
    public int Channels { get; }

    /// <summary>The output of a channel, from 0 within the tile; −1 for all.</summary>
    public int Output(int channel) => _output?[channel] ?? Tile.Output.Scalar;

    /// <summary>The value of a channel's code.</summary>
    public int Coefficient(int channel) => _coefficient?[channel] ?? Tile.Coefficient.Scalar;

    /// <summary>Σ |x| · |conductance| + |n| at most.</summary>
    public Int128 Magnitude(int channel, Interval x) =>
        (Int128)Math.Max(-x.Minimum, x.Maximum) * (_positive[channel] - _negative[channel]) + Noise(channel, x);

    /// <summary>Σ x² · variance at most.</summary>
    public Int128 Variance(int channel, Interval x)
    {
        Int128 largest = Math.Max(-x.Minimum, x.Maximum);
        return _variance is null ? 0 : largest * largest * _variance[channel];
    }

    /// <summary>Every code of a channel. Sums that do not fit, which is told elsewhere, are taken for the largest that
    /// do.</summary>
    public Interval Codes(int channel, Interval x)
    {
        (Int128 positive, Int128 negative, long noise) = (_positive[channel], _negative[channel], Noise(channel, x));
        return new(Code(channel, positive * x.Minimum + negative * x.Maximum - noise),
            Code(channel, positive * x.Maximum + negative * x.Minimum + noise));
    }

    /// <summary>|n| at most: (largest deviate · ⌊√(V · 2^16)⌋) / 2^noise_shift to the nearest.</summary>
    private long Noise(int channel, Interval x)
    {
        long scaled = (long)Int128.Min(Variance(channel, x), 1L << 31) << 16;
        long root = (long)Math.Sqrt(scaled);
        while (root * root > scaled) root--;
        return MicroOps.ShiftRight(CrossbarBounds.LargestDeviate * root, Tile.NoiseShift, Rounding.Nearest);
    }

    private long Code(int channel, Int128 current)
    {
        long sum = (long)Int128.Clamp(current, -(1L << 31), 1L << 31);
        long scaled = MicroOps.ShiftRight(sum * (_gain?[channel] ?? Tile.Gain.Scalar), Tile.GainShift, Tile.Rounding);
        return Math.Clamp(scaled + (_offset?[channel] ?? Tile.Offset.Scalar), Tile.MinimumCode, Tile.MaximumCode);
    }
}
