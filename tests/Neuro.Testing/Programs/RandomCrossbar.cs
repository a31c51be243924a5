using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Crossbars;

namespace Neuro.Testing.Programs;

/// <summary>
/// Random fabricated reads in the place of a projection's weights: several tiles that leave out, share and repeat what they hold,
/// planes in parallel and digit by digit, all ways in which channels make outputs. Magnitudes are chosen such that the verifier
/// can prove the bounds of SEMANTICS.md, section 9.
/// </summary>
internal sealed class RandomCrossbar
{
    // Half of each limit of the verifier, and the largest normal deviate.
    private const double SumLimit = 1 << 30;
    private const double OutputLimit = 1L << 61;
    private const double LargestDeviate = 15738;

    private readonly Random _random;
    private readonly Projection _projection;
    private readonly CrossbarExtents _matrix;
    private readonly List<IrArray> _arrays = [];
    private readonly ImmutableArray<InputPlane> _planes;
    private readonly double _scale;
    private double _sum;
    private int _arraysNamed;

    /// <summary>Draws the inputs of a read of <paramref name="projection"/>, whose multipliers are at most
    /// <paramref name="multiplier"/> and whose payloads lie within ± <paramref name="payload"/>.</summary>
    public RandomCrossbar(
        Random random, Projection projection, CrossbarExtents matrix, int multiplier, int payload, bool negative)
    {
        (_random, _projection, _matrix) = (random, projection, matrix);
        _scale = Math.Max(1, multiplier) * Math.Pow(2, projection.Shift);
        _planes = Planes(payload, negative);
    }

    /// <summary>The arrays of what was generated.</summary>
    public IReadOnlyList<IrArray> Arrays => _arrays;

    /// <summary>No neuron is added more than this by the read.</summary>
    public double Bound { get; private set; }

    /// <summary>The read.</summary>
    public CrossbarRead Generate()
    {
        (int First, int Count)[] rows = Runs((int)_matrix.Rows), outputs = Runs((int)_matrix.Outputs);
        var places = Enumerable.Range(0, (int)_matrix.Groups)
            .SelectMany(_ => rows, (group, run) => (group, run))
            .SelectMany(_ => outputs, (place, run) => (Group: place.group, Rows: place.run, Outputs: run)).ToList();
        if (_random.Chance(0.2)) places.Add(_random.Pick(places));
        if (_random.Chance(0.2)) places.RemoveAt(_random.Next(places.Count));
        // All tiles might add to one output: each has its share of the bound.
        double budget = OutputLimit / _scale / _planes.Sum(p => Math.Abs((double)p.Weight)) / Math.Max(1, places.Count);
        ImmutableArray<CrossbarTile> tiles = [.. places.Select(p => Tile(p.Group, p.Rows, p.Outputs, budget))];
        double largest = _sum * _planes.Sum(p => Math.Abs((double)p.Weight)) * _scale;
        // Mostly such that the result is of the size of thresholds.
        int fraction = (int)Math.Clamp(Math.Log2(largest + 1) - _random.Next(2, 20), 0, 32);
        Bound = largest / Math.Pow(2, fraction) + 1;
        return new() { Planes = _planes, Tiles = tiles, FractionBits = fraction };
    }

    private ImmutableArray<InputPlane> Planes(int payload, bool negative)
    {
        int bits = 1;
        while (payload >> bits > 0) bits++;
        if (_random.Chance(0.5))
        {
            // One drive, or two of different coarseness; some clip.
            return [.. Enumerable.Range(0, _random.Chance(0.8) ? 1 : 2).Select(_ =>
            {
                int shift = _random.Chance(0.5) ? 0 : _random.Next(bits);
                int largest = (1 << _random.Next(1, Math.Min(bits, 8) + 1)) - 1;
                int smallest = negative ? -_random.Within(0, largest) : 0;
                return new InputPlane(false, shift, smallest, largest, (_random.Chance(0.9) ? 1L : -1L) << shift);
            })];
        }
        ImmutableArray<InputPlane>.Builder planes = ImmutableArray.CreateBuilder<InputPlane>();
        int digit = _random.Next(1, 4);
        for (int shift = 0; shift < bits; shift += digit)
            planes.Add(new(true, shift, 0, (1 << Math.Min(digit, bits - shift)) - 1, 1L << shift));
        // The sign of two's complement.
        if (negative) planes.Add(new(true, bits, 0, 1, -(1L << bits)));
        return planes.ToImmutable();
    }

    /// <summary>Neighbouring runs that cover everything from 0, one to three of them.</summary>
    private (int First, int Count)[] Runs(int length)
    {
        int[] cuts = [0, .. Enumerable.Range(0, _random.Next(3)).Select(_ => _random.Next(length)), length];
        int[] sorted = [.. cuts.Distinct().Order()];
        return [.. sorted.Zip(sorted.Skip(1), (a, b) => (a, b - a))];
    }

    private CrossbarTile Tile(int group, (int First, int Count) rows, (int First, int Count) outputs, double budget)
    {
        double largest = _planes.Max(p => Math.Max(-p.Minimum, p.Maximum));
        int[] owners = Owners(outputs.Count);
        int channels = owners.Length;
        // Conductances: as wide as the sum over the rows allows, now and then sparse.
        int bits = _random.Next(2, 17);
        while (bits > 2 && rows.Count * largest * (1 << (bits - 1)) > SumLimit / 2) bits--;
        int half = 1 << (bits - 1);
        double density = _random.Chance(0.7) ? 1 : _random.NextDouble();
        double current = rows.Count * largest * half;
        CrossbarTile tile = new()
        {
            Group = group,
            FirstRow = rows.First,
            Rows = rows.Count,
            FirstOutput = outputs.First,
            Outputs = outputs.Count,
            Conductance = AddArray("g", [rows.Count, channels], bits, true,
                () => _random.Chance(density) ? _random.Within(-half, half - 1) : 0).Array!,
            Output = channels == 1 ? owners[0] : AddValues("output", 32, owners),
            Coefficient = 0,
            CellsPerRow = channels + _random.Next(channels + 1),
            Rounding = _random.Chance(0.5) ? Rounding.Floor : Rounding.Nearest,
        };
        if (_random.Chance(0.5)) tile = Noise(tile, channels, largest, ref current);
        return Coefficients(Adc(tile, channels, current, out double code), channels, largest, code, budget);
    }

    /// <summary>To which output each channel belongs: one each, pairs, slices, a channel for all of them, in any order.</summary>
    private int[] Owners(int outputs)
    {
        int each = _random.Pick([1, 1, 2, 3]);
        List<int> owners = [.. Enumerable.Range(0, outputs * each).Select(c => c / each)];
        if (_random.Chance(0.3)) owners.Add(-1);
        int[] shuffled = [.. owners];
        if (_random.Chance(0.3)) _random.Shuffle(shuffled);
        return shuffled;
    }

    private CrossbarTile Noise(CrossbarTile tile, int channels, double largest, ref double current)
    {
        int bits = _random.Next(1, 25);
        double Variance(int width) => tile.Rows * largest * largest * Math.Pow(2, width);
        while (bits > 1 && Variance(bits) > SumLimit) bits--;
        double noise = LargestDeviate * Math.Sqrt(Variance(bits) * 65536);
        // The smallest shift that keeps the noise in bounds, or up to the one that gives it the unit of the current.
        int least = Math.Max(0, (int)Math.Ceiling(Math.Log2(noise / (SumLimit / 2))));
        int shift = _random.Within(least, Math.Max(least, 22));
        current += noise / Math.Pow(2, shift) + 1;
        int top = (1 << bits) - 1;
        return tile with
        {
            Variance = AddArray("variance", [tile.Rows, channels], bits, false, () => _random.Within(0, top)).Array,
            NoiseShift = shift,
        };
    }

    /// <summary>Gain, offset and range; <paramref name="code"/> is the largest magnitude of a code.</summary>
    private CrossbarTile Adc(CrossbarTile tile, int channels, double current, out double code)
    {
        int gain = 1 << _random.Next(13);
        // Such that codes have up to about 16 bits.
        int shift = (int)Math.Clamp(Math.Log2(current * gain) - _random.Next(2, 17), 0, 62);
        int offset = _random.Chance(0.5) ? 0 : _random.Next(1, 300);
        code = current * gain / Math.Pow(2, shift) + 1 + offset;
        tile = tile with
        {
            Gain = Each("gain", channels, 14, () => _random.Within(1, gain)),
            GainShift = shift,
            Offset = Each("offset", channels, 12, () => _random.Within(-offset, offset)),
        };
        if (_random.Chance(0.3)) return tile;
        int bits = _random.Next(2, 13);
        code = Math.Min(code, 1 << bits);
        return _random.Next(3) switch
        {
            0 => tile with { MinimumCode = 0, MaximumCode = (1 << bits) - 1 },
            1 => tile with { MinimumCode = -(1 << (bits - 1)), MaximumCode = (1 << (bits - 1)) - 1 },
            _ => tile with { MinimumCode = 1 - (1 << (bits - 1)), MaximumCode = (1 << (bits - 1)) - 1 },
        };
    }

    private CrossbarTile Coefficients(CrossbarTile tile, int channels, double largest, double code, double budget)
    {
        int coefficient = (int)Math.Clamp(budget / 2 / (channels * code), 1, 1 << _random.Next(1, 20));
        // What an offset arrangement takes away; beyond 32 bits now and then.
        double inputs = tile.Rows * largest;
        long input = _random.Chance(0.4) ? (long)Math.Min(budget / 2 / inputs, Math.Pow(2, _random.Next(1, 36))) : 0;
        _sum += channels * code * coefficient + input * inputs;
        return tile with
        {
            Coefficient = Each("coefficient", channels, 24, () => _random.Within(-coefficient, coefficient)),
            InputCoefficient = _random.Chance(0.5) ? input : -input,
        };
    }

    /// <summary>One value for all channels, or one for each.</summary>
    private IrValue Each(string what, int channels, int bits, Func<int> draw) =>
        _random.Chance(0.5) ? draw() : AddArray(what, [channels], bits + 1, true, draw);

    private IrValue AddArray(string what, ImmutableArray<int> shape, int bits, bool signed, Func<int> draw) =>
        AddValues(what, bits, [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => draw())], signed, shape);

    private IrValue AddValues(string what, int bits, int[] values, bool signed = true, ImmutableArray<int> shape = default)
    {
        string name = $"{_projection.Name}.{what}{_arraysNamed++}";
        _arrays.Add(IrArray.Create(name, shape.IsDefault ? [values.Length] : shape, bits, signed, values));
        return IrValue.FromArray(name);
    }
}
