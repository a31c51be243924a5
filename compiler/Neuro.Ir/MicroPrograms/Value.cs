namespace Neuro.Ir;

/// <summary>
/// A value of a micro-program under construction: an instruction's result, or something that is read where it is first used (a
/// constant, parameter, state or accumulator). Integers convert to constants.
/// </summary>
public readonly record struct Value
{
    internal Value(int index) => (Op, Index) = (null, index);

    internal Value(OpCode leaf, int immediate, string? symbol) => (Op, Immediate, Symbol) = (leaf, immediate, symbol);

    /// <summary>The leaf's operation, or null for the result of an instruction.</summary>
    internal OpCode? Op { get; }

    /// <summary>The instruction's index in the body.</summary>
    internal int Index { get; }

    /// <summary>The constant.</summary>
    internal int Immediate { get; }

    /// <summary>What the leaf reads.</summary>
    internal string? Symbol { get; }

    /// <summary>The constant <paramref name="value"/>.</summary>
    public static implicit operator Value(int value) => FromInt32(value);

    /// <summary>The constant <paramref name="value"/>.</summary>
    public static Value FromInt32(int value) => new(OpCode.Const, value, null);
}
