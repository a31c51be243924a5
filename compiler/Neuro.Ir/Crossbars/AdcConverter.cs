namespace Neuro.Ir.Crossbars;

/// <summary>What one code of a tile's ADCs stands for, and which codes there are.</summary>
/// <param name="Step">Units of a cell times input codes; 0 for a converter that loses nothing.</param>
/// <param name="Minimum">Smallest code.</param>
/// <param name="Maximum">Largest code.</param>
/// <param name="Rounding">How codes round.</param>
public readonly record struct AdcConverter(double Step, int Minimum, int Maximum, Rounding Rounding)
{
    /// <summary>The largest fraction of a unit that a step is taken for, 2^−24.</summary>
    private const int FinestStep = 24;

    /// <summary>Whether codes are currents.</summary>
    public bool IsLossless => Step == 0;

    /// <summary>
    /// The converter whose codes span <paramref name="range"/>. A step below one unit is widened to the next power-of-two
    /// fraction of a unit: then sums of whole units are codes without error.
    /// </summary>
    /// <param name="adc">The model.</param>
    /// <param name="range">Largest magnitude of a current, in units of a cell times input codes.</param>
    /// <param name="signed">Whether currents have signs.</param>
    public static AdcConverter Of(AdcModel adc, double range, bool signed)
    {
        if (adc.Bits == 0) return new(0, int.MinValue, int.MaxValue, Rounding.Nearest);
        // One bit of a signed converter tells the sign, and leaves a code on either side.
        int maximum = signed ? Math.Max(1, (1 << (adc.Bits - 1)) - 1) : (1 << adc.Bits) - 1;
        int minimum = !signed ? 0 : adc.Kind == AdcKind.SignMagnitude || adc.Bits == 1 ? -maximum : -maximum - 1;
        double step = range > 0 ? range / maximum : 1;
        if (step < 1) step = Math.ScaleB(1, -Math.Min(FinestStep, (int)Math.Floor(-Math.Log2(step))));
        return new(step, minimum, maximum, adc.Kind == AdcKind.Sar ? Rounding.Floor : Rounding.Nearest);
    }
}
