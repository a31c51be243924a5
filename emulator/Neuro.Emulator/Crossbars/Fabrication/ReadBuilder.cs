using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Diagnostics;

namespace Neuro.Emulator.Crossbars.Fabrication;

/// <summary>Makes the integer read of a projection from the arrays of one chip, for payloads of a range.</summary>
internal sealed class ReadBuilder
{
    /// <summary>More fraction bits would tell nothing apart.</summary>
    private const int MostFractionBits = 24;

    /// <summary>Bits of a converter's gain: products with 31-bit currents stay within 64 bits.</summary>
    private const int GainBits = 24;

    private readonly ProjectionChip _chip;
    private readonly ImmutableArray<InputPlane> _planes;
    private readonly Interval _payload;
    private readonly AdcConverter[] _converters;

    /// <summary>The read of <paramref name="chip"/> for payloads within <paramref name="payload"/>.</summary>
    public ReadBuilder(ProjectionChip chip, Interval payload)
    {
        (_chip, _payload) = (chip, payload);
        _planes = InputPlanes.Of(payload, Array.Dac);
        LargestInput = InputPlanes.Largest(_planes, payload);
        _converters = [.. chip.Tiles.Select((tile, t) => tile.Layout.Converter(_planes, Range(t)))];
    }

    /// <summary>Largest magnitude of an input code.</summary>
    public int LargestInput { get; }

    private CrossbarArray Array => _chip.Layout.Array;

    private CellMapping Mapping => _chip.Layout.Mapping;

    /// <summary>Largest current of a tile that its converters tell from larger ones, in units of a cell times input
    /// codes.</summary>
    public double Range(int tile)
    {
        double calibrated = _chip.Binding.AdcRanges.IsDefaultOrEmpty ? 0 : _chip.Binding.AdcRanges[tile];
        return calibrated > 0 ? calibrated : _chip.Tiles[tile].Layout.FullRange(LargestInput);
    }

    /// <summary>The converters of a tile.</summary>
    public AdcConverter ConverterOf(int tile) => _converters[tile];

    /// <summary>The read, whose arrays go to <paramref name="arrays"/>.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="largestMultiplier">Largest magnitude of its multipliers.</param>
    /// <param name="arrays">Receives the arrays.</param>
    /// <param name="integers">Receives what tiles were rounded to.</param>
    /// <exception cref="DiagnosticException">NEU3544: payloads are so wide that sums do not fit.</exception>
    public CrossbarRead Build(Projection projection, long largestMultiplier, ChipArrays arrays, List<IntegerTile> integers)
    {
        int fraction = Fraction(Math.ScaleB(Math.Max(1, largestMultiplier), projection.Shift));
        if (fraction < 0)
            throw new DiagnosticException(DiagnosticCatalog.PayloadTooWide.At(
                projection.Origin ?? $"projection {projection.Name}", projection.Name, projection.Source, _payload));
        IntegerTile[] rounded = new IntegerTile[_chip.Tiles.Length];
        Parallel.For(0, rounded.Length, t => rounded[t] = new(
            _chip.Tiles[t], Array.ReadBits, LargestInput, _converters[t].IsLossless ? fraction : MostFractionBits));
        integers.AddRange(rounded);
        return new()
        {
            Planes = _planes,
            Tiles = [.. rounded.Select((tile, t) => Tile(projection.Name, t, tile, fraction, arrays))],
            FractionBits = fraction,
        };
    }

    /// <summary>
    /// Fraction bits of the outputs: with the most that |D · m · 2^shift| may be, 2^62, and with coefficients of 32 bits.
    /// Negative where there are none.
    /// </summary>
    private int Fraction(double scale)
    {
        double[] most = new double[_chip.Layout.Matrix.Groups * _chip.Layout.Matrix.Outputs];
        double coefficient = 1;
        for (int t = 0; t < _chip.Tiles.Length; t++)
        {
            ChipTile tile = _chip.Tiles[t];
            int first = tile.Layout.Group * _chip.Layout.Matrix.Outputs + tile.Layout.FirstOutput;
            foreach (InputPlane plane in _planes)
            {
                double weight = Math.Abs((double)plane.Weight);
                double shared = tile.Layout.Rows * (double)LargestInput * Math.Abs(_chip.ZeroCode);
                double[] own = new double[tile.Layout.Outputs];
                for (int c = 0; c < tile.Layout.Channels.Length; c++)
                {
                    CrossbarChannel channel = tile.Layout.Channels[c];
                    double value = Math.ScaleB(1, channel.Slice * Mapping.BitsPerCell) / tile.DriftFactor;
                    double bound = value * Largest(t, c);
                    if (channel.Output < 0) shared += bound;
                    else own[channel.Output] += bound;
                    coefficient = Math.Max(coefficient, value * (_converters[t].IsLossless ? 1 : _converters[t].Step));
                }
                for (int o = 0; o < own.Length; o++) most[first + o] += weight * (own[o] + shared);
            }
        }
        // Rounding of conductances and codes adds little to what was worked out exactly: a bit is left for it.
        double room = 61 - Math.Log2(Math.Max(1, most.DefaultIfEmpty(0).Max()) * scale);
        return (int)Math.Floor(Math.Min(MostFractionBits, Math.Min(room, 30.5 - Math.Log2(coefficient))));
    }

    /// <summary>The largest magnitude of a channel's code, in units of a cell times input codes.</summary>
    private double Largest(int tile, int channel)
    {
        ChipTile chip = _chip.Tiles[tile];
        int channels = chip.Layout.Channels.Length;
        double sum = IntegerTile.LargestNoise(chip, channel);
        for (int i = channel; i < chip.Weights.Length; i += channels) sum += Math.Abs(chip.Weights[i]);
        sum *= LargestInput;
        AdcConverter converter = _converters[tile];
        return converter.IsLossless ? sum : Math.Min(
            (double)-Math.Min(converter.Minimum, -converter.Maximum) * converter.Step,
            sum * chip.Gain[channel] + (Math.Abs(chip.Offset[channel]) + 1) * converter.Step);
    }

    private CrossbarTile Tile(string projection, int t, IntegerTile tile, int fraction, ChipArrays arrays)
    {
        ChipTile chip = _chip.Tiles[t];
        string name = $"{projection}.tile{t}";
        ImmutableArray<CrossbarChannel> channels = chip.Layout.Channels;
        (int[] gain, int shift) = Gains(chip, tile, _converters[t]);
        double step = _converters[t].IsLossless ? Math.ScaleB(1, -tile.FractionBits) : _converters[t].Step;
        int[] coefficients = [.. channels.Select(c => (int)Math.Round(
            c.Sign * Math.ScaleB(step / chip.DriftFactor, c.Slice * Mapping.BitsPerCell + fraction)))];
        return new()
        {
            Group = chip.Layout.Group,
            FirstRow = chip.Layout.FirstRow,
            Rows = chip.Layout.Rows,
            FirstOutput = chip.Layout.FirstOutput,
            Outputs = chip.Layout.Outputs,
            Conductance = arrays.Matrix($"{name}.conductance", chip.Layout.Rows, tile.Bits, true, tile.Conductance),
            Variance = tile.Variance is { } v ? arrays.Matrix($"{name}.variance", chip.Layout.Rows, 15, false, v) : null,
            NoiseShift = tile.NoiseShift,
            Output = arrays.Channels($"{name}.output", [.. channels.Select(c => c.Output)]),
            Coefficient = arrays.Channels($"{name}.coefficient", coefficients),
            Gain = arrays.Channels($"{name}.gain", gain),
            GainShift = shift,
            Offset = _converters[t].IsLossless ? 0 : arrays.Channels($"{name}.offset", chip.Offset),
            Rounding = _converters[t].Rounding,
            MinimumCode = _converters[t].Minimum,
            MaximumCode = _converters[t].Maximum,
            InputCoefficient = InputCoefficient(t, tile, fraction),
            CellsPerRow = chip.Layout.Columns,
        };
    }

    /// <summary>Factors from integer currents to codes, 2^−fraction / step, with each converter's own error, and their
    /// shift.</summary>
    private static (int[] Gain, int Shift) Gains(ChipTile chip, IntegerTile tile, AdcConverter converter)
    {
        if (converter.IsLossless) return ([.. chip.Gain.Select(_ => 1)], 0);
        double factor = Math.ScaleB(1 / converter.Step, -tile.FractionBits);
        int exponent = (int)Math.Floor(Math.Log2(factor));
        bool isPower = factor == Math.ScaleB(1, exponent) && chip.Gain.All(g => g == 1);
        int shift = Math.Clamp(isPower ? -exponent : GainBits - 1 - exponent, 0, 62);
        return ([.. chip.Gain.Select(g => Math.Max(1, (int)Math.Round(Math.ScaleB(factor * g, shift))))], shift);
    }

    /// <summary>
    /// What an offset arrangement takes away for each input, −zero: with a lossless converter exactly the integer conductance
    /// that stands for zero.
    /// </summary>
    private long InputCoefficient(int t, IntegerTile tile, int fraction)
    {
        if (Array.Arrangement != CellArrangement.Offset) return 0;
        if (!_converters[t].IsLossless) return (long)Math.Round(-Math.ScaleB(_chip.ZeroCode, fraction));
        long sum = 0;
        for (int slice = 0; slice < Mapping.Slices; slice++)
        {
            double exact = Math.ScaleB(Mapping.Zero(slice) / Mapping.Unit, tile.FractionBits);
            long zero = (long)Math.Round(exact, MidpointRounding.AwayFromZero);
            sum -= (long)Math.ScaleB(zero, slice * Mapping.BitsPerCell + fraction - tile.FractionBits);
        }
        return sum;
    }
}
