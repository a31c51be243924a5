namespace Neuro.Ir.Learning;

/// <summary>
/// What a commit by pulses computes, on scalars, exactly as SEMANTICS.md, section 12, defines it. The reference interpreter
/// executes these functions; other backends are measured against them.
/// </summary>
public static class PulseOps
{
    /// <summary>log2 of the nodes of an octave, for codes that have more bits than this.</summary>
    private const int NodeBits = 9;

    /// <summary>Where T(c) lies in a table of steps.</summary>
    /// <param name="bits">Bits of a code, 8 to 20.</param>
    /// <param name="code">c, 0 to 2^bits − 1.</param>
    /// <returns>The row, the shift, the index of the node below, and δ mod 2^shift: how far beyond it the code is.</returns>
    public static (int Row, int Shift, int Index, int Share) Place(int bits, int code)
    {
        int maximum = (1 << bits) - 1;
        int m = Math.Min(NodeBits, bits - 1);
        int row = code <= maximum - code ? 0 : 1;
        int distance = row == 0 ? code : maximum - code;
        int shift = Math.Max(int.Log2(Math.Max(distance, 1)) - m, 0);
        return (row, shift, (distance >> shift) + (shift << m), distance & ((1 << shift) - 1));
    }

    /// <summary>T(c).</summary>
    /// <param name="table">T, of shape [2, n].</param>
    /// <param name="bits">Bits of a code.</param>
    /// <param name="code">c.</param>
    public static long Interpolate(IrArray table, int bits, int code)
    {
        (int row, int shift, int index, int share) = Place(bits, code);
        long below = table[row * table.Shape[1] + index];
        return below + ((table[row * table.Shape[1] + index + 1] - below) * share >> shift);
    }

    /// <summary>c′, the code after one pulse.</summary>
    /// <param name="code">c.</param>
    /// <param name="up">Whether it is a pulse up.</param>
    /// <param name="step">T(c) of the pulse's table.</param>
    /// <param name="sigma">σ(c).</param>
    /// <param name="deviate">z, 12 fraction bits.</param>
    /// <param name="factor">F, 12 fraction bits.</param>
    /// <param name="low">The cell's low bound.</param>
    /// <param name="high">The cell's high bound.</param>
    /// <param name="close">close_up or close_down, by the pulse's direction.</param>
    public static int Pulse(int code, bool up, long step, long sigma, int deviate, int factor, int low, int high, int close)
    {
        long change = (step + (sigma * deviate + (1 << 11) >> 12)) * factor + (1 << 11) >> 12;
        long codes = change + (1 << 7) >> 8;
        long next = Math.Clamp(up ? code + codes : code - codes, low, high);
        if (up && next >= high - (long)close) return high;
        return !up && next <= low + (long)close ? low : (int)next;
    }

    /// <summary>n, how many pulses a proposed change becomes: up where positive.</summary>
    /// <param name="rounding">How the change is rounded.</param>
    /// <param name="change">Δ.</param>
    /// <param name="perPulse">C, at least 1.</param>
    /// <param name="most">P, at least 1.</param>
    /// <param name="remainder">r; with <see cref="PulseRounding.Accumulate"/> it becomes what is left, not yet clamped to its
    /// array's width.</param>
    /// <param name="word">w, read with <see cref="PulseRounding.Stochastic"/>.</param>
    public static int Count(PulseRounding rounding, int change, int perPulse, int most, ref long remainder, uint word)
    {
        switch (rounding)
        {
            case PulseRounding.Nearest:
                return (int)Math.Clamp(MicroOps.Divide(change, perPulse, Rounding.Nearest), -most, most);
            case PulseRounding.Accumulate:
                long sum = MicroOps.Saturate(remainder + change, 32);
                int n = (int)Math.Clamp(sum / perPulse, -most, most);
                remainder = sum - (long)n * perPulse;
                return n;
            default:
                (long whole, long rest) = Math.DivRem(Math.Abs((long)change), perPulse);
                return Math.Sign(change) * (int)Math.Min(whole + (word % (uint)perPulse < rest ? 1 : 0), most);
        }
    }
}
