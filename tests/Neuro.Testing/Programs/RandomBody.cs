using Neuro.Ir;

namespace Neuro.Testing.Programs;

/// <summary>Random instructions over every operation, on values that were computed before.</summary>
internal sealed class RandomBody(Random random, MicroProgramBuilder builder)
{
    private readonly List<Value> _pool = [];

    /// <summary>All roundings, the stochastic one last.</summary>
    public static Rounding[] Roundings { get; } = Enum.GetValues<Rounding>();

    /// <summary>Makes <paramref name="value"/> an operand of what follows.</summary>
    public void Add(Value value) => _pool.Add(value);

    /// <summary>Appends a random operation.</summary>
    public void Extend() => _pool.Add(Operation());

    /// <summary>The value brought into a state's range.</summary>
    public Value Fit(Value value, (int Bits, bool Signed) state)
    {
        if (!state.Signed)
            return builder.Max(builder.Sat(value, state.Bits + 1), 0);
        return random.Chance(0.7) ? builder.Sat(value, state.Bits) : builder.Wrap(value, state.Bits);
    }

    /// <summary>Something computed so far, more often something recent, or a constant.</summary>
    public Value Any()
    {
        if (random.Chance(0.1))
            return random.Number();
        return random.Chance(0.4) ? _pool[^random.Next(1, Math.Min(4, _pool.Count) + 1)] : random.Pick(_pool);
    }

    private Value Operation()
    {
        OpCode op = (OpCode)random.Next((int)OpCode.Add, (int)OpCode.Rand + 1);
        return op switch
        {
            OpCode.Add => builder.Add(Any(), Any()),
            OpCode.Sub => builder.Sub(Any(), Any()),
            OpCode.Neg => builder.Neg(Any()),
            OpCode.Abs => builder.Abs(Any()),
            OpCode.Min => builder.Min(Any(), Any()),
            OpCode.Max => builder.Max(Any(), Any()),
            OpCode.And => builder.And(Any(), Any()),
            OpCode.Or => builder.Or(Any(), Any()),
            OpCode.Xor => builder.Xor(Any(), Any()),
            OpCode.Shl => builder.Shl(Any(), random.Within(0, 31)),
            OpCode.Shr => builder.Shr(Any(), random.Within(0, 31), random.Pick(Roundings)),
            OpCode.MulShift => builder.MulShift(Any(), Any(), random.Within(0, 62), random.Pick(Roundings)),
            OpCode.DivShift => builder.DivShift(Any(), Any(), random.Within(0, 31), random.Pick(Roundings[..4])),
            OpCode.Eq => builder.Eq(Any(), Any()),
            OpCode.Ne => builder.Ne(Any(), Any()),
            OpCode.Lt => builder.Lt(Any(), Any()),
            OpCode.Le => builder.Le(Any(), Any()),
            OpCode.Gt => builder.Gt(Any(), Any()),
            OpCode.Ge => builder.Ge(Any(), Any()),
            OpCode.Select => builder.Select(Any(), Any(), Any()),
            OpCode.Sat => builder.Sat(Any(), random.Within(1, 32)),
            OpCode.Wrap => builder.Wrap(Any(), random.Within(1, 32)),
            OpCode.Lut => builder.Lut(random.Pick(["table0", "table1"]), Any()),
            _ => builder.Rand(random.Within(1, 31)),
        };
    }
}
