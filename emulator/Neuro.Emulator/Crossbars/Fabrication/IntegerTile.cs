using Neuro.Runtime.Random;

namespace Neuro.Emulator.Crossbars.Fabrication;

/// <summary>
/// The conductances and variances of a tile as integers with as many fraction bits as their width and the bounds of SEMANTICS.md,
/// section 9, allow: Σ |x|·|conductance| + |n| and Σ x²·variance below 2^31.
/// </summary>
internal sealed class IntegerTile
{
    private const double Limit = 2147483648.0;

    /// <summary>Variances have at most 15 bits, so that they are 16-bit numbers to vector units.</summary>
    private const double LargestVariance = 32767;

    /// <summary>T[4095] of section 10, in units of one.</summary>
    private static readonly double LargestDeviate = Math.ScaleB(NormalTable.Elements[^1], -NormalTable.FractionBits);

    /// <summary>How far whole numbers may be from the double they were worked out as.</summary>
    private const double WholeTolerance = 1e-9;

    private readonly int _channels;

    /// <summary>Rounds what <paramref name="tile"/> gives to integers.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="bits">Width of a conductance, sign included.</param>
    /// <param name="largestInput">Largest magnitude of an input code.</param>
    /// <param name="mostFraction">Most fraction bits.</param>
    public IntegerTile(ChipTile tile, int bits, int largestInput, int mostFraction)
    {
        _channels = tile.Layout.Channels.Length;
        double largestWeight = tile.Weights.Max(Math.Abs), largestCode = (1 << (bits - 1)) - 1;
        FractionBits = largestWeight == 0 ? 0 : Math.Min(mostFraction, (int)Math.Floor(Math.Log2(largestCode / largestWeight)));
        // Whole numbers need no fraction, and are narrower without.
        bool isWhole = tile.Variances is null && FractionBits > 0
            && tile.Weights.All(w => Math.Abs(w - Math.Round(w)) <= WholeTolerance * Math.Max(1, Math.Abs(w)));
        if (isWhole) FractionBits = 0;
        while (!TryRound(tile, largestInput)) FractionBits--;
        Bits = Width(Conductance, bits);
    }

    /// <summary>Fraction bits of a conductance; negative where it cannot hold single units.</summary>
    public int FractionBits { get; private set; }

    /// <summary>Bits that the conductances need.</summary>
    public int Bits { get; }

    /// <summary>[rows, channels].</summary>
    public int[] Conductance { get; private set; } = [];

    /// <summary>[rows, channels]; null without read noise.</summary>
    public int[]? Variance { get; private set; }

    /// <summary>Right shift of deviate times square root.</summary>
    public int NoiseShift { get; private set; }

    /// <summary>Root mean square of what was rounded off, in units.</summary>
    public double RoundingError { get; private set; }

    /// <summary>The largest magnitude of noise, in units, for inputs of one code: of channel
    /// <paramref name="channel"/>.</summary>
    public static double LargestNoise(ChipTile tile, int channel)
    {
        if (tile.Variances is not { } variances) return 0;
        double sum = 0;
        for (int i = channel; i < variances.Length; i += tile.Layout.Channels.Length) sum += variances[i];
        return LargestDeviate * Math.Sqrt(sum);
    }

    private bool TryRound(ChipTile tile, int largestInput)
    {
        double scale = Math.ScaleB(1, FractionBits);
        Conductance = new int[tile.Weights.Length];
        double[] currents = new double[_channels];
        double squares = 0;
        for (int i = 0; i < Conductance.Length; i++)
        {
            double exact = tile.Weights[i] * scale;
            Conductance[i] = (int)Math.Round(exact, MidpointRounding.AwayFromZero);
            currents[i % _channels] += Math.Abs(Conductance[i]) * (double)largestInput;
            squares += (Conductance[i] - exact) * (Conductance[i] - exact);
        }
        RoundingError = Math.Sqrt(squares / Conductance.Length) / scale;
        double[] noise = tile.Variances is { } variances ? RoundVariances(variances, largestInput) : new double[_channels];
        return !currents.Where((current, c) => current + noise[c] >= Limit - 1).Any();
    }

    /// <summary>
    /// n = z·√(V·2^16) / 2^shift with 12 fraction bits in z is ξ·√V·2^(20 − shift): variances are stored 4^(shift − 20) times as
    /// large as they are in units of 2^−fraction.
    /// </summary>
    /// <returns>For each channel the largest |n|.</returns>
    private double[] RoundVariances(double[] variances, int largestInput)
    {
        double[] sums = new double[_channels];
        for (int i = 0; i < variances.Length; i++) sums[i % _channels] += variances[i];
        double inputs = (double)largestInput * largestInput, unit = Math.ScaleB(1, 2 * FractionBits);
        double most = Math.Min(LargestVariance / (variances.Max() * unit),
            (Limit * 0.99 - inputs * variances.Length / _channels) / (inputs * sums.Max() * unit));
        NoiseShift = most > 0 && double.IsFinite(most) ? Math.Clamp(20 + (int)Math.Floor(Math.Log2(most) / 2), 0, 62) : 0;
        double scale = Math.ScaleB(unit, 2 * (NoiseShift - 20));
        Variance = [.. variances.Select(v => (int)Math.Round(v * scale))];
        long[] total = new long[_channels];
        for (int i = 0; i < variances.Length; i++) total[i % _channels] += Variance[i];
        if (total.All(v => v == 0)) Variance = null;
        return [.. total.Select(v => Math.Ceiling(LargestDeviate * Math.ScaleB(Math.Sqrt(v * inputs), 20 - NoiseShift)) + 1)];
    }

    private static int Width(int[] values, int most)
    {
        int largest = values.Max(v => v < 0 ? ~v : v);
        int bits = 2;
        while (bits < most && largest >= 1 << (bits - 1)) bits++;
        return bits;
    }
}
