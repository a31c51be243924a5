namespace Neuro.Compiler.Discrete;

/// <summary>
/// In which precision, and in which order, the float interpretation steps neurons. Simulators compute in single precision, and
/// each in its own order; a trace comes back to the last digits only in the same. Sums over synapses are always doubles.
/// </summary>
public enum FloatArithmetic
{
    /// <summary>Doubles throughout.</summary>
    Double,

    /// <summary>Coefficients rounded to single precision, states in doubles.</summary>
    SingleCoefficients,

    /// <summary>Every operation rounded to single precision: v = (decay·v + gain·i) + leak.</summary>
    Single,

    /// <summary>As <see cref="Single"/>, adding a difference: v = v + ((gain·i + leak) − (1 − decay)·v).</summary>
    SingleDifference,

    /// <summary>As <see cref="Single"/>, with v counted in steps of gain·1: v/gain = (decay·v/gain +
    /// i) + leak/gain, against θ/gain.</summary>
    SingleInputSteps,
}
