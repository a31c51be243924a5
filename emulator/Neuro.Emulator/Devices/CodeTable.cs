using Neuro.Ir;

namespace Neuro.Emulator.Devices;

/// <summary>
/// A function of a conductance code as a table of integers with linear interpolation between nodes. A code c of b bits, 0 …
/// 2^b − 1, stands for x = c/(2^b − 1) of the range. Nodes are graded as floating-point numbers are, from both ends: every
/// octave of the distance to the nearer end has 2^9 of them, and the first 2^9 codes are nodes, so that powers and roots that
/// vanish at a bound are as exact there as in the middle. Looking up is integer arithmetic only.
/// </summary>
public sealed class CodeTable
{
    // log2 of the nodes of an octave.
    private const int NodeBits = 9;

    private readonly long[] _fromLow;
    private readonly long[] _fromHigh;
    private readonly int _nodes;

    private CodeTable(int bits, Func<double, double> function)
    {
        Bits = bits;
        _nodes = Math.Min(NodeBits, bits - 1);
        _fromLow = Sample(d => function(d / Maximum));
        _fromHigh = Sample(d => function(1 - d / Maximum));
    }

    /// <summary>Bits of a code, 8 to 31.</summary>
    public int Bits { get; }

    /// <summary>Largest code.</summary>
    public int Maximum => (int)((1L << Bits) - 1);

    /// <summary>Memory of the table.</summary>
    public int Bytes => sizeof(long) * (_fromLow.Length + _fromHigh.Length);

    /// <summary>The table of <paramref name="function"/>, whose values are rounded to integers of magnitude below 2^40.</summary>
    /// <param name="bits">Bits of a code, 8 to 31.</param>
    /// <param name="function">What to tabulate, of x from 0 to 1.</param>
    public static CodeTable Compile(int bits, Func<double, double> function)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 31);
        return new(bits, function);
    }

    /// <summary>The table as an array of a program, [2, n] over the distance from the low and from the high end: SEMANTICS.md,
    /// section 12, says how it is read.</summary>
    /// <exception cref="OverflowException">A value is beyond 32 bits, as none is below 23 bits of a code.</exception>
    public IrArray ToArray(string name) => IrArray.Create(
        name, [2, _fromLow.Length], 32, signed: true, [.. _fromLow.Concat(_fromHigh).Select(v => checked((int)v))]);

    /// <summary>The function's value at a code, 0 to <see cref="Maximum"/>.</summary>
    public long At(int code)
    {
        int other = Maximum - code;
        return code <= other ? Interpolate(_fromLow, code) : Interpolate(_fromHigh, other);
    }

    private long Interpolate(long[] table, int distance)
    {
        // Below 2^nodes every code is a node; above, octave o has nodes 2^(o − nodes) apart, from number (o − nodes + 1)·2^nodes.
        int shift = Math.Max(31 - int.LeadingZeroCount(distance | 1) - _nodes, 0);
        int index = (distance >> shift) + (shift << _nodes);
        long low = table[index];
        long share = distance & ((1L << shift) - 1);
        return low + ((table[index + 1] - low) * share >> shift);
    }

    private long[] Sample(Func<double, double> function)
    {
        // The nearer end is never further than half of the range away: the last octave begins at 2^(bits − 2).
        int octaves = Bits - 1 - _nodes;
        long[] table = new long[(octaves + 1 << _nodes) + 2];
        const double Largest = 1L << 40;
        for (int i = 0; i < table.Length; i++)
            table[i] = (long)Math.Round(Math.Clamp(function(Math.Min(Distance(i), Maximum)), -Largest, Largest));
        return table;
    }

    private double Distance(int index)
    {
        int octave = (index >> _nodes) - 1;
        int within = index & ((1 << _nodes) - 1);
        return octave < 0 ? within : Math.ScaleB((1 << _nodes) + within, octave);
    }
}
