namespace Neuro.Ir.Templates;

/// <summary>No state: emits 1 where x exceeds (or, if <see cref="Inclusive"/>, reaches) parameter threshold. Port "in".</summary>
public sealed record ThresholdTemplate
{
    /// <summary>Whether reaching the threshold is enough.</summary>
    public bool Inclusive { get; init; }

    /// <summary>Width of the accumulator: 32 or 64.</summary>
    public int AccumulatorBits { get; init; } = 32;

    /// <summary>The micro-program, called <paramref name="name"/>.</summary>
    public MicroProgram Expand(string name)
    {
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("threshold", ("comparator", Inclusive ? "ge" : "gt"));
        Value x = code.Accumulator("in", AccumulatorBits);
        Value threshold = code.Param("threshold");
        code.Emit(Inclusive ? code.Ge(x, threshold, "s") : code.Gt(x, threshold, "s"));
        return code.Build();
    }
}
