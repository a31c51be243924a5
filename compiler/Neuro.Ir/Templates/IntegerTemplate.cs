using System.Globalization;

namespace Neuro.Ir.Templates;

/// <summary>
/// A layer of a network of whole numbers, as an int8 network has them. In the last tick of a window, with x the sum of the
/// window,
/// <code>
/// n = clamp((x · 2^FractionBits + bias) · scale / 2^ScaleShift, Minimum, Maximum)     rounded to nearest, halves to even
/// </code>
/// which is given out in the next window. With a negative slope, "scale_below" takes the place of scale below 0. Port "in".
/// </summary>
public sealed record IntegerTemplate
{
    /// <summary>How numbers become events.</summary>
    public SpikeCode Code { get; init; }

    /// <summary>
    /// Ticks of a window; 1 for <see cref="SpikeCode.Graded"/>, at most 31 for <see cref="SpikeCode.Bitwise"/>.
    /// </summary>
    public int Window { get; init; } = 1;

    /// <summary>Whether what arrives in a bitwise code is two's complement.</summary>
    public bool SignedInput { get; init; }

    /// <summary>Fraction bits of the bias beyond the accumulator's unit.</summary>
    public int FractionBits { get; init; }

    /// <summary>Whether parameter bias is added.</summary>
    public bool Bias { get; init; }

    /// <summary>Fraction bits of parameter scale, 0 to 62.</summary>
    public int ScaleShift { get; init; }

    /// <summary>Bits that the sum is clamped to before it is scaled, so that the product fits.</summary>
    public int ScaledBits { get; init; } = 31;

    /// <summary>Whether parameter scale_below takes the place of scale below 0.</summary>
    public bool ScaleBelow { get; init; }

    /// <summary>Least number given out.</summary>
    public int Minimum { get; init; }

    /// <summary>Largest number given out.</summary>
    public int Maximum { get; init; } = 255;

    /// <summary>Width of the accumulator: 32 or 64.</summary>
    public int AccumulatorBits { get; init; } = 32;

    /// <summary>The micro-program, called <paramref name="name"/>.</summary>
    public MicroProgram Expand(string name)
    {
        MicroProgramBuilder code = new MicroProgramBuilder(name).Kind("integer",
            ("code", Code.ToString().ToLowerInvariant()), ("window", Text(Window)), ("minimum", Text(Minimum)),
            ("maximum", Text(Maximum)), ("fraction_bits", Text(FractionBits)), ("scale_shift", Text(ScaleShift)));
        WindowCode window = new(code, Code, Window);
        Value x = window.Receive("in", "v", SignedInput, AccumulatorBits);
        Value last = window.Last();
        if (FractionBits > 0) x = code.Shl(code.Sat(x, 31 - FractionBits), FractionBits);
        if (Bias) x = code.Add(x, code.Param("bias"));
        x = code.Sat(x, ScaledBits);
        Value n = code.MulShift(x, code.Param("scale"), ScaleShift, Rounding.NearestEven);
        if (ScaleBelow)
        {
            Value below = code.MulShift(x, code.Param("scale_below"), ScaleShift, Rounding.NearestEven);
            n = code.Select(code.Lt(x, 0), below, n);
        }
        window.Send(code.Max(code.Min(n, Maximum), Minimum, "n"), last, Minimum, Maximum);
        return code.Build();
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
