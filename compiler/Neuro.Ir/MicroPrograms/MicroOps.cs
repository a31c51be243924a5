using System.Runtime.CompilerServices;

namespace Neuro.Ir;

/// <summary>
/// The operations of micro-programs on scalars, exactly as SEMANTICS.md defines them. The reference interpreter executes these
/// functions; other backends are measured against them. None of them throws for operands
/// and immediates that the verifier accepts.
/// </summary>
public static class MicroOps
{
    /// <summary>
    /// An operation whose result follows from its operands alone: everything but Const, Param,
    /// State, Accumulator, Lut, Store and Emit.
    /// </summary>
    /// <param name="op">The operation.</param>
    /// <param name="a">First operand; 0 where there is none.</param>
    /// <param name="b">Second operand; 0 where there is none.</param>
    /// <param name="c">Third operand; 0 where there is none.</param>
    /// <param name="immediate">Shift or bit count; 0 where there is none.</param>
    /// <param name="rounding">Rounding of Shr, MulShift and DivShift.</param>
    /// <param name="word">The draw's random word, for operations that draw.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="op"/> reads or writes
    /// something besides its operands.</exception>
    public static int Evaluate(
        OpCode op, int a, int b = 0, int c = 0, int immediate = 0, Rounding rounding = Rounding.Floor, uint word = 0) =>
        op switch
        {
            OpCode.Add => unchecked(a + b),
            OpCode.Sub => unchecked(a - b),
            OpCode.Neg => unchecked(-a),
            OpCode.Abs => Abs(a),
            OpCode.Min => Math.Min(a, b),
            OpCode.Max => Math.Max(a, b),
            OpCode.And => a & b,
            OpCode.Or => a | b,
            OpCode.Xor => a ^ b,
            OpCode.Shl => a << immediate,
            OpCode.Shr => (int)ShiftRight(a, immediate, rounding, word),
            OpCode.MulShift => MulShift(a, b, immediate, rounding, word),
            OpCode.DivShift => DivShift(a, b, immediate, rounding),
            OpCode.Eq => a == b ? 1 : 0,
            OpCode.Ne => a != b ? 1 : 0,
            OpCode.Lt => a < b ? 1 : 0,
            OpCode.Le => a <= b ? 1 : 0,
            OpCode.Gt => a > b ? 1 : 0,
            OpCode.Ge => a >= b ? 1 : 0,
            OpCode.Select => a != 0 ? b : c,
            OpCode.Sat => Saturate(a, immediate),
            OpCode.Wrap => Wrap(a, immediate),
            OpCode.Rand => RandomBits(word, immediate),
            _ => throw new ArgumentOutOfRangeException(nameof(op), op, "the operation is not a function of its operands alone"),
        };

    /// <summary>|a| modulo 2^32: the minimum maps to itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Abs(int a) => unchecked(a < 0 ? -a : a);

    /// <summary>v / 2^s rounded to an integer; v itself for s = 0.</summary>
    /// <param name="v">The dividend.</param>
    /// <param name="s">The shift, 0 to 62.</param>
    /// <param name="rounding">How to round.</param>
    /// <param name="word">The draw's random word; read only when rounding is stochastic.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ShiftRight(long v, int s, Rounding rounding, uint word = 0)
    {
        // v = q·2^s + r with 0 ≤ r < 2^s, so that nothing below can overflow.
        long q = v >> s;
        long r = v - (q << s);
        long half = (1L << s) >> 1;
        bool up = rounding switch
        {
            Rounding.Floor => false,
            Rounding.TowardZero => v < 0 && r != 0,
            // At r = half the value lies midway: away from zero is up for a positive v and down for a negative one.
            Rounding.Nearest => v < 0 ? r > half : r >= half && s > 0,
            Rounding.NearestEven => r > half || (r == half && s > 0 && (q & 1) != 0),
            _ => r + StochasticOffset(s, word) >= 1L << s,
        };
        return up ? q + 1 : q;
    }

    /// <summary>
    /// What stochastic rounding adds before it floors: s uniform random bits. Shifts beyond 32
    /// have only the word's 32 bits, at the top.
    /// </summary>
    /// <param name="s">The shift, 0 to 62.</param>
    /// <param name="word">The draw's random word.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long StochasticOffset(int s, uint word) => s <= 32 ? word & ((1L << s) - 1) : (long)word << (s - 32);

    /// <summary>(a · b) / 2^s with a 64-bit product, rounded, modulo 2^32.</summary>
    /// <param name="a">First factor.</param>
    /// <param name="b">Second factor.</param>
    /// <param name="s">The shift, 0 to 62.</param>
    /// <param name="rounding">How to round.</param>
    /// <param name="word">The draw's random word; read only when rounding is stochastic.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MulShift(int a, int b, int s, Rounding rounding, uint word = 0) =>
        unchecked((int)ShiftRight((long)a * b, s, rounding, word));

    /// <summary>(a · 2^s) / b in 64 bits, rounded, modulo 2^32; 0 where b is 0.</summary>
    /// <param name="a">Numerator before the shift.</param>
    /// <param name="b">Denominator.</param>
    /// <param name="s">The shift, 0 to 31.</param>
    /// <param name="rounding">How to round; stochastic is not defined for division.</param>
    public static int DivShift(int a, int b, int s, Rounding rounding) => unchecked((int)Divide((long)a << s, b, rounding));

    /// <summary>n / b rounded to an integer; 0 where b is 0.</summary>
    /// <param name="n">Numerator, of magnitude at most 2^62.</param>
    /// <param name="b">Denominator.</param>
    /// <param name="rounding">How to round; stochastic is not defined for division.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is stochastic.</exception>
    public static long Divide(long n, int b, Rounding rounding)
    {
        if (b == 0) return 0;
        (long q, long rest) = Math.DivRem(n, b);
        if (rest == 0) return q;
        // q is rounded toward zero; "away" is the neighbour on the other side of the exact quotient.
        bool negative = n < 0 != b < 0;
        long twice = 2 * Math.Abs(rest) - Math.Abs((long)b);
        bool away = rounding switch
        {
            Rounding.Floor => negative,
            Rounding.TowardZero => false,
            Rounding.Nearest => twice >= 0,
            Rounding.NearestEven => twice > 0 || (twice == 0 && (q & 1) != 0),
            _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, "division is not rounded stochastically"),
        };
        return !away ? q : negative ? q - 1 : q + 1;
    }

    /// <summary><paramref name="v"/> clamped to the range of a signed integer of <paramref name="bits"/> bits, 1 to 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Saturate(long v, int bits)
    {
        long limit = 1L << (bits - 1);
        return (int)Math.Clamp(v, -limit, limit - 1);
    }

    /// <summary>The low <paramref name="bits"/> bits of <paramref name="v"/>, 1 to 32, sign-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Wrap(int v, int bits) => v << (32 - bits) >> (32 - bits);

    /// <summary>The top <paramref name="bits"/> bits of a draw's word, 1 to 31, as an unsigned number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RandomBits(uint word, int bits) => (int)(word >> (32 - bits));

    /// <summary>The table's element at <paramref name="index"/>, with the index clamped to the table's.</summary>
    /// <param name="table">The table, with one element or more.</param>
    /// <param name="index">Any integer.</param>
    public static int Lookup(IrArray table, int index) => table[Math.Clamp(index, 0, table.Length - 1)];
}
