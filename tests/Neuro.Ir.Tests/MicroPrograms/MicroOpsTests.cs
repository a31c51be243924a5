using System.Numerics;

namespace Neuro.Ir.Tests.MicroPrograms;

public sealed class MicroOpsTests
{
    private static readonly Rounding[] Deterministic =
        [Rounding.Floor, Rounding.TowardZero, Rounding.Nearest, Rounding.NearestEven];

    private static readonly long[] Interesting =
    [
        0, 1, -1, 2, -2, 3, -3, 5, -5, 6, -6, 7, -7, int.MaxValue, int.MinValue, (long)int.MinValue * int.MinValue,
        (long)int.MinValue * int.MaxValue, 1L << 61, -(1L << 61), (1L << 61) + (1L << 60), 0x123456789ABCDEF,
    ];

    [Fact]
    public void Shift_right_is_the_exact_quotient_rounded()
    {
        foreach (long v in Interesting)
            for (int s = 0; s <= 62; s++)
                foreach (Rounding rounding in Deterministic)
                    Assert.True(Exact(v, BigInteger.One << s, rounding) == MicroOps.ShiftRight(v, s, rounding),
                        $"{v} / 2^{s}, {rounding}");
    }

    [Fact]
    public void Division_is_the_exact_quotient_rounded()
    {
        foreach (long n in Interesting)
            foreach (int b in (int[])[1, -1, 2, -2, 3, -3, 4, 7, -7, 10, int.MaxValue, int.MinValue])
                foreach (Rounding rounding in Deterministic)
                    Assert.True(Exact(n, b, rounding) == MicroOps.Divide(n, b, rounding), $"{n} / {b}, {rounding}");
    }

    [Fact]
    public void Stochastic_rounding_floors_after_adding_the_low_bits_of_the_word()
    {
        Random random = new(1);
        for (int i = 0; i < 10_000; i++)
        {
            long v = (long)random.Next(int.MinValue, int.MaxValue) * random.Next(int.MinValue, int.MaxValue);
            int s = random.Next(0, 63);
            uint word = (uint)random.NextInt64(1L << 32);
            BigInteger offset = s <= 32 ? word & ((BigInteger.One << s) - 1) : (BigInteger)word << (s - 32);
            Assert.True(
                (v + offset) >> s == MicroOps.ShiftRight(v, s, Rounding.Stochastic, word), $"{v} / 2^{s} with word {word}");
        }
    }

    [Theory]
    [InlineData(5, 1, Rounding.Nearest, 3)]
    [InlineData(-5, 1, Rounding.Nearest, -3)]
    [InlineData(5, 1, Rounding.NearestEven, 2)]
    [InlineData(-5, 1, Rounding.NearestEven, -2)]
    [InlineData(-5, 1, Rounding.Floor, -3)]
    [InlineData(-5, 1, Rounding.TowardZero, -2)]
    [InlineData(-1, 31, Rounding.Floor, -1)]
    public void Shr_rounds_halves_as_named(int a, int shift, Rounding rounding, int expected) =>
        Assert.Equal(expected, MicroOps.Evaluate(OpCode.Shr, a, immediate: shift, rounding: rounding));

    [Fact]
    public void Products_are_64_bits_wide_and_wrap_only_at_the_end()
    {
        Assert.Equal(int.MaxValue - 1, MicroOps.MulShift(int.MaxValue, int.MaxValue, 31, Rounding.Floor));
        Assert.Equal(int.MinValue, MicroOps.MulShift(int.MinValue, int.MinValue, 31, Rounding.Floor));
    }

    [Fact]
    public void Dividing_by_zero_gives_zero() => Assert.Equal(0, MicroOps.DivShift(5, 0, 3, Rounding.Nearest));

    [Fact]
    public void Saturating_clamps_at_24_bits()
    {
        Assert.Equal(8388607, MicroOps.Saturate(8388608, 24));
        Assert.Equal(-8388608, MicroOps.Saturate(long.MinValue, 24));
        Assert.Equal(int.MinValue, MicroOps.Saturate(long.MinValue, 32));
    }

    [Fact]
    public void Wrapping_keeps_the_low_bits_with_their_sign()
    {
        Assert.Equal(-128, MicroOps.Wrap(128, 8));
        Assert.Equal(127, MicroOps.Wrap(-129, 8));
        Assert.Equal(-1, MicroOps.Wrap(1, 1));
        Assert.Equal(int.MinValue, MicroOps.Wrap(int.MinValue, 32));
    }

    [Fact]
    public void Additions_negations_and_magnitudes_wrap_at_32_bits()
    {
        Assert.Equal(int.MinValue, MicroOps.Evaluate(OpCode.Add, int.MaxValue, 1));
        Assert.Equal(int.MaxValue, MicroOps.Evaluate(OpCode.Sub, int.MinValue, 1));
        Assert.Equal(int.MinValue, MicroOps.Evaluate(OpCode.Neg, int.MinValue));
        Assert.Equal(int.MinValue, MicroOps.Evaluate(OpCode.Abs, int.MinValue));
        Assert.Equal(int.MinValue, MicroOps.Evaluate(OpCode.Shl, 1, immediate: 31));
    }

    [Fact]
    public void Random_bits_are_the_top_of_the_word() => Assert.Equal(0xAB, MicroOps.RandomBits(0xABCDEF01, 8));

    private static BigInteger Exact(BigInteger n, BigInteger d, Rounding rounding)
    {
        if (d.Sign < 0) (n, d) = (-n, -d);
        BigInteger floor = BigInteger.Divide(n - (((n % d) + d) % d), d);
        BigInteger rest = n - floor * d;
        bool up = rounding switch
        {
            Rounding.Floor => false,
            Rounding.TowardZero => n.Sign < 0 && !rest.IsZero,
            Rounding.Nearest => 2 * rest > d || (2 * rest == d && n.Sign > 0),
            _ => 2 * rest > d || (2 * rest == d && !floor.IsEven),
        };
        return up ? floor + 1 : floor;
    }
}
