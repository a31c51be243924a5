namespace Neuro.Ir;

/// <summary>What each operation takes: the table that the parser, the verifier and the backends share.</summary>
public static class OpCodes
{
    /// <summary>Number of operands.</summary>
    public static int Arity(OpCode op) => op switch
    {
        OpCode.Const or OpCode.Param or OpCode.State or OpCode.Accumulator or OpCode.Rand => 0,
        OpCode.Neg or OpCode.Abs or OpCode.Shl or OpCode.Shr or OpCode.Sat or OpCode.Wrap or OpCode.Lut or OpCode.Store
            or OpCode.Emit => 1,
        OpCode.Select => 3,
        _ => 2,
    };

    /// <summary>The range of the immediate, or null where the operation has none.</summary>
    public static (int Minimum, int Maximum)? Immediates(OpCode op) => op switch
    {
        OpCode.Const => (int.MinValue, int.MaxValue),
        OpCode.Shl or OpCode.Shr or OpCode.DivShift => (0, 31),
        OpCode.MulShift => (0, 62),
        OpCode.Sat or OpCode.Wrap => (1, 32),
        OpCode.Rand => (1, 31),
        _ => null,
    };

    /// <summary>Whether it rounds, and so names a rounding.</summary>
    public static bool Rounds(OpCode op) => op is OpCode.Shr or OpCode.MulShift or OpCode.DivShift;

    /// <summary>Whether it has a result that later instructions may use.</summary>
    public static bool HasResult(OpCode op) => op is not (OpCode.Store or OpCode.Emit);

    /// <summary>Whether it names a parameter, state, port or table.</summary>
    public static bool HasSymbol(OpCode op) =>
        op is OpCode.Param or OpCode.State or OpCode.Accumulator or OpCode.Lut or OpCode.Store;
}
