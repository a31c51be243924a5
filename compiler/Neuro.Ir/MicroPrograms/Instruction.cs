using System.Collections.Immutable;

namespace Neuro.Ir;

/// <summary>
/// One step of a micro-program in static single assignment form. Its value is named by its index in the body; operands are the
/// indices of earlier instructions.
/// </summary>
/// <param name="Op">The operation.</param>
/// <param name="Name">The result's name in the text form; unique in the body, empty for Store and Emit.</param>
/// <param name="Operands">Indices of earlier instructions, as many as the operation takes.</param>
/// <param name="Immediate">The constant, shift or bit count, for operations that have one.</param>
/// <param name="Rounding">The rounding, for Shr, MulShift and DivShift.</param>
/// <param name="Symbol">The parameter, state, accumulator or table named by Param, State, Accumulator, Store and Lut.</param>
public sealed record Instruction(
    OpCode Op,
    string Name,
    ImmutableArray<int> Operands,
    int Immediate = 0,
    Rounding Rounding = Rounding.Floor,
    string? Symbol = null)
{
    /// <summary>Whether the instruction consumes one draw of the random generator.</summary>
    public bool DrawsRandom => Op == OpCode.Rand
        || (Op is OpCode.Shr or OpCode.MulShift or OpCode.DivShift && Rounding == Rounding.Stochastic);
}
