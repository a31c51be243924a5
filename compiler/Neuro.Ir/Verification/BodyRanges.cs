using System.Collections.Immutable;

namespace Neuro.Ir;

/// <summary>Interval arithmetic over the body of a micro-program.</summary>
internal static class BodyRanges
{
    /// <summary>For each instruction every value it may have; 0 for stores and emits.</summary>
    /// <param name="program">A micro-program of correct form.</param>
    /// <param name="leaf">What an instruction may read: a parameter, table, state or port.</param>
    public static ImmutableArray<Interval> Of(MicroProgram program, Func<Instruction, Interval> leaf)
    {
        ImmutableArray<Interval>.Builder values = ImmutableArray.CreateBuilder<Interval>(program.Body.Length);
        foreach (Instruction i in program.Body)
        {
            Interval a = i.Operands.Length > 0 ? values[i.Operands[0]] : default;
            Interval b = i.Operands.Length > 1 ? values[i.Operands[1]] : default;
            Interval c = i.Operands.Length > 2 ? values[i.Operands[2]] : default;
            values.Add(i.Op switch
            {
                OpCode.Const => Interval.Of(i.Immediate),
                OpCode.Param or OpCode.Lut or OpCode.State or OpCode.Accumulator => leaf(i),
                OpCode.Store or OpCode.Emit => default,
                _ => IntervalOps.Evaluate(i.Op, a, b, c, i.Immediate, i.Rounding),
            });
        }
        return values.MoveToImmutable();
    }
}
