namespace Neuro.Ir;

/// <summary>
/// The operations of a micro-program. Every value is a 32-bit two's-complement integer; SEMANTICS.md defines each exactly.
/// </summary>
public enum OpCode
{
    /// <summary>The immediate.</summary>
    Const,
    /// <summary>A parameter of the population.</summary>
    Param,
    /// <summary>A state's value at the start of the step, whatever is stored later.</summary>
    State,
    /// <summary>An accumulator's sum for this tick; a 64-bit accumulator is saturated to 32 bits.</summary>
    Accumulator,
    /// <summary>a + b, modulo 2^32.</summary>
    Add,
    /// <summary>a − b, modulo 2^32.</summary>
    Sub,
    /// <summary>−a, modulo 2^32.</summary>
    Neg,
    /// <summary>|a|, modulo 2^32 (the minimum maps to itself).</summary>
    Abs,
    /// <summary>The smaller of a and b.</summary>
    Min,
    /// <summary>The larger of a and b.</summary>
    Max,
    /// <summary>Bitwise and.</summary>
    And,
    /// <summary>Bitwise or.</summary>
    Or,
    /// <summary>Bitwise exclusive or.</summary>
    Xor,
    /// <summary>a · 2^imm, modulo 2^32; imm is 0 to 31.</summary>
    Shl,
    /// <summary>a / 2^imm, rounded as named; imm is 0 to 31.</summary>
    Shr,
    /// <summary>(a · b) / 2^imm with a 64-bit product, rounded as named, then modulo 2^32; imm is 0 to 62.</summary>
    MulShift,
    /// <summary>(a · 2^imm) / b in 64 bits, rounded as named, then modulo 2^32; 0 where b is 0; imm is 0 to 31.</summary>
    DivShift,
    /// <summary>1 if a = b, else 0.</summary>
    Eq,
    /// <summary>1 if a ≠ b, else 0.</summary>
    Ne,
    /// <summary>1 if a &lt; b, else 0.</summary>
    Lt,
    /// <summary>1 if a ≤ b, else 0.</summary>
    Le,
    /// <summary>1 if a &gt; b, else 0.</summary>
    Gt,
    /// <summary>1 if a ≥ b, else 0.</summary>
    Ge,
    /// <summary>b if a ≠ 0, else c.</summary>
    Select,
    /// <summary>a clamped to the range of a signed integer of imm bits; imm is 1 to 32.</summary>
    Sat,
    /// <summary>The low imm bits of a, sign-extended; imm is 1 to 32.</summary>
    Wrap,
    /// <summary>The table's element at a, with a clamped to the table's indices.</summary>
    Lut,
    /// <summary>imm uniform random bits as an unsigned number; imm is 1 to 31.</summary>
    Rand,
    /// <summary>The state's value from the next step on is a.</summary>
    Store,
    /// <summary>Emits an event with payload a where a ≠ 0.</summary>
    Emit,
}
