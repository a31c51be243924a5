using Neuro.Ir;
using static Neuro.Onnx.TensorProto.Types;

namespace Neuro.Targets.Onnx;

/// <summary>
/// Integer operations whose results are exact: each is computed in 32 bits where operands and result are known to fit, and in 64
/// otherwise, so that nothing depends on what a runtime does on overflow. Division by a constant is ONNX's, toward zero.
/// </summary>
internal sealed class ExactArithmetic(GraphBuilder graph)
{
    /// <summary>A number.</summary>
    public IntegerTensor Number(long value)
    {
        DataType type = Fits(Interval.Of(value)) ? DataType.Int32 : DataType.Int64;
        return new(graph.Scalar(value, type), type, Interval.Of(value), Batched: false);
    }

    /// <summary>The tensor in another type, whose values are the same.</summary>
    public string As(IntegerTensor a, DataType type)
    {
        if (a.Type == type)
            return a.Name;
        // A constant in the other type rather than a conversion of it.
        if (a.Range.Minimum == a.Range.Maximum && !a.Batched && type is DataType.Int32 or DataType.Int64)
            return graph.Scalar(a.Range.Minimum, type);
        return graph.Cast(a.Name, type);
    }

    /// <summary>a + b.</summary>
    public IntegerTensor Add(IntegerTensor a, IntegerTensor b, string name) =>
        b.Range == Interval.Of(0) && a.Type != DataType.Bool ? a
            : Binary("Add", a, b, name, Range(
                (Int128)a.Range.Minimum + b.Range.Minimum, (Int128)a.Range.Maximum + b.Range.Maximum));

    /// <summary>a − b.</summary>
    public IntegerTensor Subtract(IntegerTensor a, IntegerTensor b, string name) =>
        b.Range == Interval.Of(0) && a.Type != DataType.Bool ? a
            : Binary("Sub", a, b, name, Range(
                (Int128)a.Range.Minimum - b.Range.Maximum, (Int128)a.Range.Maximum - b.Range.Minimum));

    /// <summary>a · b.</summary>
    public IntegerTensor Multiply(IntegerTensor a, IntegerTensor b, string name)
    {
        if (b.Range == Interval.Of(1) && a.Type != DataType.Bool)
            return a;
        Int128[] corners =
        [
            (Int128)a.Range.Minimum * b.Range.Minimum, (Int128)a.Range.Minimum * b.Range.Maximum,
            (Int128)a.Range.Maximum * b.Range.Minimum, (Int128)a.Range.Maximum * b.Range.Maximum,
        ];
        return Binary("Mul", a, b, name, Range(corners.Min(), corners.Max()));
    }

    /// <summary>The smaller or the larger ("Min", "Max").</summary>
    public IntegerTensor Extreme(string op, IntegerTensor a, IntegerTensor b, string name) => Binary(op, a, b, name, op == "Min"
        ? new(Math.Min(a.Range.Minimum, b.Range.Minimum), Math.Min(a.Range.Maximum, b.Range.Maximum))
        : new(Math.Max(a.Range.Minimum, b.Range.Minimum), Math.Max(a.Range.Maximum, b.Range.Maximum)));

    /// <summary>|a|.</summary>
    public IntegerTensor Magnitude(IntegerTensor a, string name)
    {
        if (a.Range.Minimum >= 0)
            return a;
        Interval range = new(0, Math.Max(-a.Range.Minimum, a.Range.Maximum));
        DataType type = Wide(a.Range, range);
        return new(graph.Node("Abs", name, [As(a, type)]), type, range, a.Batched);
    }

    /// <summary>a / d toward zero, for a positive d.</summary>
    public IntegerTensor DivideTowardZero(IntegerTensor a, long d, string name) => d == 1 ? a
        : Binary("Div", a, Number(d), name, new(a.Range.Minimum / d, a.Range.Maximum / d));

    /// <summary>a − d · ⌊a / d⌋, for a positive d.</summary>
    public IntegerTensor Modulo(IntegerTensor a, long d, string name) =>
        a.Range.Minimum >= 0 && a.Range.Maximum < d ? a : Binary("Mod", a, Number(d), name, new(0, d - 1));

    /// <summary>⌊a / 2^s⌋.</summary>
    public IntegerTensor FloorShift(IntegerTensor a, int s, string name)
    {
        if (s == 0)
            return a;
        if (a.Range.Minimum >= 0)
            return DivideTowardZero(a, 1L << s, name);
        // Made non-negative by a multiple of 2^s, where 64 bits hold that, so that toward zero is down.
        long k = -(a.Range.Minimum >> s);
        if (a.Range.Maximum + ((Int128)k << s) <= long.MaxValue)
            return Subtract(DivideTowardZero(Add(a, Number(k << s), name), 1L << s, name), Number(k), name);
        IntegerTensor multiple = Subtract(a, Modulo(a, 1L << s, name), name) with
        {
            Range = new(a.Range.Minimum >> s << s, a.Range.Maximum >> s << s),
        };
        return DivideTowardZero(multiple, 1L << s, name);
    }

    /// <summary>
    /// a / 2^s rounded as SEMANTICS.md, section 2, says; <paramref name="word"/> is read by stochastic rounding only.
    /// </summary>
    public IntegerTensor ShiftRight(IntegerTensor a, int s, Rounding rounding, Func<IntegerTensor> word, string name)
    {
        if (s == 0)
            return a;
        long half = 1L << (s - 1);
        IntegerTensor result = rounding switch
        {
            Rounding.Floor => FloorShift(a, s, name),
            Rounding.TowardZero => DivideTowardZero(a, 1L << s, name),
            Rounding.Nearest => DivideTowardZero(AwayFromZero(a, half, name), 1L << s, name),
            Rounding.NearestEven => ToEven(a, s, name),
            _ => FloorShift(Add(a, StochasticOffset(word(), s, name), name), s, name),
        };
        return result with { Range = Rounded(a.Range, s, rounding) };
    }

    /// <summary>n / d rounded, 0 where d is 0 (SEMANTICS.md, section 3, divshift).</summary>
    public IntegerTensor Divide(IntegerTensor n, IntegerTensor d, Rounding rounding, string name)
    {
        IntegerTensor zero = Compare("Equal", d, Number(0), name);
        IntegerTensor divisor = d.Range.Contains(0) ? Where(zero, Number(1), d, name) : d;
        long largest = Math.Max(Math.Abs(n.Range.Minimum), Math.Abs(n.Range.Maximum));
        IntegerTensor q = Binary("Div", n, divisor, name, new(-largest, largest));
        if (rounding != Rounding.TowardZero)
        {
            long rest = Math.Max(Math.Abs(d.Range.Minimum), Math.Abs(d.Range.Maximum));
            IntegerTensor multiple = Multiply(q, divisor, name) with { Range = new(-largest, largest) };
            IntegerTensor r = Subtract(n, multiple, name) with { Range = new(-rest, rest) };
            IntegerTensor positive = Compare("Equal",
                Integers(Compare("Less", n, Number(0), name)), Integers(Compare("Less", divisor, Number(0), name)), name);
            IntegerTensor step = Where(positive, Number(1), Number(-1), name);
            IntegerTensor away = Away(q, r, divisor, positive, rounding, name);
            q = Where(away, Add(q, step, name), q, name);
        }
        return d.Range.Contains(0) ? Where(zero, Number(0), q, name) : q;
    }

    /// <summary>a comparison ("Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual"), as a truth value.</summary>
    public IntegerTensor Compare(string op, IntegerTensor a, IntegerTensor b, string name)
    {
        DataType type = Wide(a.Range, b.Range);
        return Truth(graph.Node(op, name, [As(a, type), As(b, type)]), a.Batched || b.Batched);
    }

    /// <summary>The opposite of a truth value.</summary>
    public IntegerTensor Not(IntegerTensor a, string name) => Truth(graph.Node("Not", name, [a.Name]), a.Batched);

    /// <summary>Whether a is not 0.</summary>
    public IntegerTensor NotZero(IntegerTensor a) =>
        a.Type == DataType.Bool ? a : Truth(graph.Cast(a.Name, DataType.Bool), a.Batched);

    /// <summary>A truth value as 0 or 1; integers as they are.</summary>
    public IntegerTensor Integers(IntegerTensor a) =>
        a.Type == DataType.Bool ? a with { Name = graph.Cast(a.Name, DataType.Int32), Type = DataType.Int32 } : a;

    /// <summary>a where the truth value c holds, else b.</summary>
    public IntegerTensor Where(IntegerTensor c, IntegerTensor a, IntegerTensor b, string name)
    {
        DataType type = Wide(a.Range, b.Range);
        return new(
            graph.Node("Where", name, [c.Name, As(a, type), As(b, type)]), type, a.Range.Union(b.Range),
            a.Batched || b.Batched || c.Batched);
    }

    /// <summary>a clamped to a range.</summary>
    public IntegerTensor Clamp(IntegerTensor a, Interval limits, string name)
    {
        if (limits.Contains(a.Range))
            return a;
        DataType type = Wide(a.Range, limits);
        string clipped = graph.Node(
            "Clip", name, [As(a, type), graph.Scalar(limits.Minimum, type), graph.Scalar(limits.Maximum, type)]);
        return new(clipped, type, a.Range.Clamp(limits), a.Batched);
    }

    /// <summary>The low 32 bits of a as two's complement; ONNX's Cast keeps the low bits.</summary>
    public IntegerTensor Wrap32(IntegerTensor a)
    {
        if (a.Type is DataType.Int32 or DataType.Bool)
            return a;
        return Fits(a.Range)
            ? new(As(a, DataType.Int32), DataType.Int32, a.Range, a.Batched)
            : new(graph.Cast(a.Name, DataType.Int32), DataType.Int32, Interval.Int32, a.Batched);
    }

    /// <summary>The low n bits of a as two's complement.</summary>
    public IntegerTensor Wrap(IntegerTensor a, int n, string name)
    {
        long half = 1L << (n - 1);
        if (-half <= a.Range.Minimum && a.Range.Maximum < half)
            return a;
        return Subtract(Modulo(Add(a, Number(half), name), 2 * half, name), Number(half), name);
    }

    /// <summary>Whether 32 bits hold a range.</summary>
    public static bool Fits(Interval range) => Interval.Int32.Contains(range);

    private IntegerTensor Binary(string op, IntegerTensor a, IntegerTensor b, string name, Interval range)
    {
        DataType type = Wide(a.Range, b.Range.Union(range));
        return new(graph.Node(op, name, [As(a, type), As(b, type)]), type, range, a.Batched || b.Batched);
    }

    private IntegerTensor AwayFromZero(IntegerTensor a, long half, string name)
    {
        if (a.Range.Minimum >= 0)
            return Add(a, Number(half), name);
        if (a.Range.Maximum <= 0)
            return Subtract(a, Number(half), name);
        return Add(a, Where(Compare("Less", a, Number(0), name), Number(-half), Number(half), name), name);
    }

    // With v = q·2^s + r the neighbour above is taken where 2r + (1 if q is odd) > 2^s: beyond the middle, or in it with q odd.
    private IntegerTensor ToEven(IntegerTensor a, int s, string name)
    {
        IntegerTensor r = Modulo(a, 1L << s, name);
        IntegerTensor multiple = Subtract(a, r, name) with
        {
            Range = new(a.Range.Minimum >> s << s, a.Range.Maximum >> s << s),
        };
        IntegerTensor q = DivideTowardZero(multiple, 1L << s, name);
        IntegerTensor twice = Add(Multiply(r, Number(2), name), Modulo(q, 2, name), name);
        return Add(q, Integers(Compare("Greater", twice, Number(1L << s), name)), name);
    }

    // s random bits; shifts beyond 32 have only the word's 32 bits, at the top.
    private IntegerTensor StochasticOffset(IntegerTensor word, int s, string name) =>
        s <= 32 ? Modulo(word, 1L << s, name) : Multiply(word, Number(1L << (s - 32)), name);

    // "Away" is the neighbour of q, which was rounded toward zero, on the other side of the exact quotient.
    private IntegerTensor Away(
        IntegerTensor q, IntegerTensor r, IntegerTensor divisor, IntegerTensor positive, Rounding rounding, string name)
    {
        if (rounding == Rounding.Floor)
        {
            IntegerTensor inexact = Not(Compare("Equal", r, Number(0), name), name);
            return Truth(graph.Node("And", name, [inexact.Name, Not(positive, name).Name]), q.Batched);
        }
        IntegerTensor twice = Multiply(Magnitude(r, name), Number(2), name);
        IntegerTensor whole = Magnitude(divisor, name);
        return rounding == Rounding.Nearest
            ? Compare("GreaterOrEqual", twice, whole, name)
            : Compare("Greater", Add(twice, Modulo(q, 2, name), name), whole, name);
    }

    private static IntegerTensor Truth(string name, bool batched) => new(name, DataType.Bool, Interval.Boolean, batched);

    private static DataType Wide(Interval a, Interval b) => Fits(a.Union(b)) ? DataType.Int32 : DataType.Int64;

    private static Interval Rounded(Interval a, int s, Rounding rounding) => rounding == Rounding.Stochastic
        ? new(a.Minimum >> s, -(-a.Maximum >> s))
        : new(MicroOps.ShiftRight(a.Minimum, s, rounding), MicroOps.ShiftRight(a.Maximum, s, rounding));

    // Every operation of a program fits 64 bits; the pessimistic range of several may not.
    private static Interval Range(Int128 minimum, Int128 maximum) => new(
        (long)Int128.Clamp(minimum, long.MinValue, long.MaxValue), (long)Int128.Clamp(maximum, long.MinValue, long.MaxValue));
}
