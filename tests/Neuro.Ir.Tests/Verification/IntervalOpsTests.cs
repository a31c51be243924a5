namespace Neuro.Ir.Tests.Verification;

public sealed class IntervalOpsTests
{
    private static readonly OpCode[] Operations =
        [.. Enum.GetValues<OpCode>().Where(op => op is >= OpCode.Add and <= OpCode.Rand and not OpCode.Lut)];

    [Fact]
    public void Every_result_lies_in_the_interval_of_its_operation()
    {
        Random random = new(3);
        for (int trial = 0; trial < 60_000; trial++)
        {
            OpCode op = Operations[random.Next(Operations.Length)];
            Rounding rounding = (Rounding)random.Next(op == OpCode.DivShift ? 4 : 5);
            (int low, int high) = OpCodes.Immediates(op) ?? (0, 0);
            int immediate = random.Next(low, high + 1);
            Interval a = Some(random), b = Some(random), c = Some(random);
            Interval result = IntervalOps.Evaluate(op, a, b, c, immediate, rounding);
            for (int i = 0; i < 8; i++)
            {
                int x = Member(a, random), y = Member(b, random), z = Member(c, random);
                uint word = (uint)random.NextInt64(1L << 32);
                int value = MicroOps.Evaluate(op, x, y, z, immediate, rounding, word);
                Assert.True(result.Contains(value),
                    $"{op} {x} {y} {z} imm {immediate} {rounding}: {value} is outside {result} for {a}, {b}, {c}");
            }
        }
    }

    [Theory]
    [InlineData(OpCode.Sat, -1000, 1000, 8, -128, 127)]
    [InlineData(OpCode.Shr, -5, 5, 1, -3, 2)]
    [InlineData(OpCode.Abs, -5, 3, 0, 0, 5)]
    [InlineData(OpCode.Shl, 0, 1, 30, 0, 1 << 30)]
    public void Intervals_are_tight(OpCode op, int minimum, int maximum, int immediate, int low, int high) =>
        Assert.Equal(new Interval(low, high), IntervalOps.Evaluate(
            op, new(minimum, maximum), default, default, immediate, Rounding.Floor));

    private static Interval Some(Random random)
    {
        int scale = random.Next(1, 32);
        long a = random.NextInt64(-(1L << scale), 1L << scale),
            b = random.Next(3) == 0 ? a : random.NextInt64(-(1L << scale), 1L << scale);
        return new Interval(Math.Min(a, b), Math.Max(a, b)).Clamp(Interval.Int32);
    }

    private static int Member(Interval interval, Random random) => random.Next(4) switch
    {
        0 => (int)interval.Minimum,
        1 => (int)interval.Maximum,
        _ => (int)random.NextInt64(interval.Minimum, interval.Maximum + 1),
    };
}
