using System.Globalization;
using System.Numerics;

namespace Neuro.Ir;

/// <summary>An exact positive fraction in lowest terms; the time step in seconds is one (1/1000 is a millisecond).</summary>
public readonly record struct Rational
{
    /// <summary>Creates <paramref name="numerator"/>/<paramref name="denominator"/> in
    /// lowest terms; both must be positive.</summary>
    public Rational(long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(numerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        long divisor = (long)BigInteger.GreatestCommonDivisor(numerator, denominator);
        Numerator = numerator / divisor;
        Denominator = denominator / divisor;
    }

    /// <summary>The numerator, positive.</summary>
    public long Numerator { get; }

    /// <summary>The denominator, positive, without a factor in common with the numerator.</summary>
    public long Denominator { get; }

    /// <summary>The nearest double.</summary>
    public double ToDouble() => (double)Numerator / Denominator;

    /// <summary>
    /// The simplest fraction within a relative 1e-12 of <paramref name="value"/> (continued
    /// fraction), so that 1e-4 becomes 1/10000.
    /// </summary>
    public static Rational FromDouble(double value)
    {
        if (!double.IsFinite(value) || value <= 0 || value < 1e-15 || value > 1e15)
            throw new ArgumentOutOfRangeException(nameof(value), value, "a time step is a positive finite number of seconds");
        // Convergents p/q of the continued fraction of value.
        (long p0, long q0, long p1, long q1) = (0, 1, 1, 0);
        double rest = value;
        for (int i = 0; i < 64; i++)
        {
            double floor = Math.Floor(rest);
            (BigInteger p, BigInteger q) = ((BigInteger)floor * p1 + p0, (BigInteger)floor * q1 + q0);
            if (p > long.MaxValue || q > long.MaxValue) break;
            (p0, q0, p1, q1) = (p1, q1, (long)p, (long)q);
            if (p1 > 0 && Math.Abs((double)p1 / q1 - value) <= 1e-12 * value) break;
            if (rest == floor) break;
            rest = 1 / (rest - floor);
        }
        return new Rational(p1, q1);
    }

    /// <summary>Reads "1/1000" or "3".</summary>
    public static bool TryParse(string text, out Rational value)
    {
        string[] parts = text.Split('/');
        long denominator = 1;
        bool ok = parts.Length is 1 or 2
            & long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long numerator)
            && (parts.Length == 1 || long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out denominator))
            && numerator > 0 && denominator > 0;
        value = ok ? new Rational(numerator, denominator) : default;
        return ok;
    }

    /// <summary>"1/1000", or "3" where the denominator is one.</summary>
    public override string ToString() => Denominator == 1 ? $"{Numerator}" : $"{Numerator}/{Denominator}";
}
