using System.Numerics;

namespace Neuro.Ir;

/// <summary>The operations of micro-programs on intervals: each result holds every value that
/// <see cref="MicroOps"/> can give.</summary>
internal static class IntervalOps
{
    /// <summary>The interval of an operation that is a function of its operands alone.</summary>
    public static Interval Evaluate(OpCode op, Interval a, Interval b, Interval c, int immediate, Rounding rounding) => op switch
    {
        OpCode.Add => Wrap32(new(a.Minimum + b.Minimum, a.Maximum + b.Maximum)),
        OpCode.Sub => Wrap32(new(a.Minimum - b.Maximum, a.Maximum - b.Minimum)),
        OpCode.Neg => Wrap32(new(-a.Maximum, -a.Minimum)),
        OpCode.Abs => Abs(a),
        OpCode.Min => new(Math.Min(a.Minimum, b.Minimum), Math.Min(a.Maximum, b.Maximum)),
        OpCode.Max => new(Math.Max(a.Minimum, b.Minimum), Math.Max(a.Maximum, b.Maximum)),
        OpCode.And => And(a, b),
        OpCode.Or or OpCode.Xor => Or(a, b),
        OpCode.Shl => Wrap32(new(a.Minimum << immediate, a.Maximum << immediate)),
        OpCode.Shr => Round(a, immediate, rounding),
        OpCode.MulShift => Wrap32(Round(Product(a, b), immediate, rounding)),
        OpCode.DivShift => Wrap32(Quotient(new(a.Minimum << immediate, a.Maximum << immediate), b, rounding)),
        OpCode.Eq => Decide(a.Maximum < b.Minimum || b.Maximum < a.Minimum, a.Minimum == a.Maximum && a == b, negate: true),
        OpCode.Ne => Decide(a.Maximum < b.Minimum || b.Maximum < a.Minimum, a.Minimum == a.Maximum && a == b),
        OpCode.Lt => Decide(a.Maximum < b.Minimum, a.Minimum >= b.Maximum),
        OpCode.Le => Decide(a.Maximum <= b.Minimum, a.Minimum > b.Maximum),
        OpCode.Gt => Decide(a.Minimum > b.Maximum, a.Maximum <= b.Minimum),
        OpCode.Ge => Decide(a.Minimum >= b.Maximum, a.Maximum < b.Minimum),
        OpCode.Select => !a.Contains(0) ? b : a == Interval.Of(0) ? c : b.Union(c),
        OpCode.Sat => a.Clamp(Signed(immediate)),
        OpCode.Wrap => Signed(immediate).Contains(a) ? a : Signed(immediate),
        OpCode.Rand => new(0, (1L << immediate) - 1),
        _ => Interval.Int32,
    };

    /// <summary>Every signed integer of <paramref name="bits"/> bits.</summary>
    public static Interval Signed(int bits) => new(-(1L << (bits - 1)), (1L << (bits - 1)) - 1);

    private static Interval Wrap32(Interval exact) => Interval.Int32.Contains(exact) ? exact : Interval.Int32;

    private static Interval Decide(bool always, bool never, bool negate = false) =>
        always ? Interval.Of(negate ? 0 : 1) : never ? Interval.Of(negate ? 1 : 0) : Interval.Boolean;

    private static Interval Abs(Interval a) => Wrap32(
        a.Minimum >= 0 ? a : a.Maximum <= 0 ? new(-a.Maximum, -a.Minimum) : new(0, Math.Max(-a.Minimum, a.Maximum)));

    // Clearing bits of a non-negative number cannot make it larger or negative.
    private static Interval And(Interval a, Interval b) => (a.Minimum >= 0, b.Minimum >= 0) switch
    {
        (true, true) => new(0, Math.Min(a.Maximum, b.Maximum)),
        (true, false) => new(0, a.Maximum),
        (false, true) => new(0, b.Maximum),
        _ => Signed(Math.Max(Width(a), Width(b))),
    };

    private static Interval Or(Interval a, Interval b)
    {
        int width = Math.Max(Width(a), Width(b));
        return a.Minimum >= 0 && b.Minimum >= 0 ? new(0, Signed(width).Maximum) : Signed(width);
    }

    /// <summary>Bits of the narrowest two's-complement type that holds the interval.</summary>
    private static int Width(Interval a)
    {
        long magnitude = Math.Max(a.Maximum, ~a.Minimum);
        return magnitude <= 0 ? 1 : BitOperations.Log2((ulong)magnitude) + 2;
    }

    private static Interval Product(Interval a, Interval b)
    {
        (long p, long q, long r, long s) =
            (a.Minimum * b.Minimum, a.Minimum * b.Maximum, a.Maximum * b.Minimum, a.Maximum * b.Maximum);
        return new(Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)));
    }

    // Every rounding is monotonic in the exact value; stochastic rounding lies between floor and ceiling.
    private static Interval Round(Interval a, int shift, Rounding rounding) => rounding == Rounding.Stochastic
        ? new(a.Minimum >> shift, -(-a.Maximum >> shift))
        : new(MicroOps.ShiftRight(a.Minimum, shift, rounding), MicroOps.ShiftRight(a.Maximum, shift, rounding));

    /// <summary>For a divisor of one sign the quotient is monotonic in both operands, so
    /// its extremes are at the corners.</summary>
    private static Interval Quotient(Interval n, Interval d, Rounding rounding)
    {
        Interval? result = d.Contains(0) ? Interval.Of(0) : null;
        foreach (long divisor in (ReadOnlySpan<long>)[d.Minimum, d.Maximum, -1, 1])
        {
            if (divisor == 0 || !d.Contains(divisor)) continue;
            Interval low = Interval.Of(MicroOps.Divide(n.Minimum, (int)divisor, rounding));
            Interval high = Interval.Of(MicroOps.Divide(n.Maximum, (int)divisor, rounding));
            result = (result ?? low).Union(low).Union(high);
        }
        return result ?? Interval.Of(0);
    }
}
