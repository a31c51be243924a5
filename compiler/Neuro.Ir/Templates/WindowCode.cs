namespace Neuro.Ir.Templates;

/// <summary>
/// The parts of micro-programs that receive and send whole numbers in windows of <paramref name="length"/> ticks. State k is the
/// tick within the window; below zero the first window has not begun, and nothing arrives.
/// </summary>
/// <param name="code">The micro-program.</param>
/// <param name="kind">How numbers become events.</param>
/// <param name="length">Ticks of a window; 1 for <see cref="SpikeCode.Graded"/>, which needs no state.</param>
internal sealed class WindowCode(MicroProgramBuilder code, SpikeCode kind, int length)
{
    /// <summary>Width of the sums, two's complement: two of them add within 32 bits.</summary>
    public const int SumBits = 30;

    /// <summary>Whether numbers take several ticks.</summary>
    private bool IsLong => kind != SpikeCode.Graded;

    /// <summary>The sum of what port <paramref name="port"/> has received in this window, up to and with this tick.</summary>
    public Value Receive(string port, string state, bool signed, int accumulatorBits)
    {
        Value x = code.Sat(code.Accumulator(port, accumulatorBits), SumBits);
        if (!IsLong) return x;
        Value k = code.State("k", 32);
        Value kept = code.Select(code.Le(k, 0), 0, code.State(state, SumBits));
        if (kind == SpikeCode.Bitwise)
        {
            // v ← 2v + x; in two's complement the highest bit, which comes first, counts negative.
            kept = code.Shl(kept, 1);
            if (signed) x = code.Select(code.Eq(k, 0), code.Neg(x), x);
        }
        Value sum = code.Sat(code.Add(kept, x), SumBits);
        code.Store(state, sum);
        return sum;
    }

    /// <summary>1 in the last tick of a window.</summary>
    public Value Last()
    {
        if (!IsLong) return code.Const(1);
        Value k = code.State("k", 32);
        Value last = code.Eq(k, length - 1, "last");
        code.Store("k", code.Select(last, 0, code.Add(k, 1)));
        return last;
    }

    /// <summary>Gives <paramref name="number"/>, which lies within [least, most], out during the next window.</summary>
    public void Send(Value number, Value last, int least, int most)
    {
        if (!IsLong)
        {
            code.Emit(number);
            return;
        }
        uint magnitude = (uint)Math.Max(Math.Abs((long)least), Math.Abs((long)most));
        int bits = 33 - System.Numerics.BitOperations.LeadingZeroCount(magnitude);
        switch (kind)
        {
            case SpikeCode.Unary:
                Value rest = code.State("r", bits);
                Value spike = code.Gt(rest, 0, "s");
                code.Store("r", code.Select(last, number, code.Max(code.Sub(rest, spike), 0)));
                code.Emit(spike);
                break;
            case SpikeCode.Ternary:
                Value left = code.State("r", bits);
                Value sign = code.Sub(code.Gt(left, 0), code.Lt(left, 0), "s");
                code.Store("r", code.Select(last, number, code.Sat(code.Sub(left, sign), bits)));
                code.Emit(sign);
                break;
            default:
                int mask = (int)((1L << length) - 1);
                Value word = code.State("r", length, signed: false);
                Value bit = code.Shr(word, length - 1, Rounding.Floor, "s");
                code.Store("r", code.Select(last, code.And(number, mask), code.And(code.Shl(word, 1), mask)));
                code.Emit(bit);
                break;
        }
    }
}
