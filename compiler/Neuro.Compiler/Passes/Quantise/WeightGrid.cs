using Neuro.Ir.Targets;

namespace Neuro.Compiler.Passes;

/// <summary>
/// The codes that a weight of some bits may take. One bit means −1 and 1, with 0 for a synapse that does
/// not exist; more bits mean Minimum..Maximum.
/// </summary>
/// <param name="Bits">1 to 16.</param>
/// <param name="Signs">Whether the most negative two's complement code is used.</param>
public readonly record struct WeightGrid(int Bits, SignRange Signs)
{
    /// <summary>Largest code.</summary>
    public int Maximum => Bits == 1 ? 1 : (1 << (Bits - 1)) - 1;

    /// <summary>Smallest code.</summary>
    public int Minimum => Bits > 1 && Signs == SignRange.Asymmetric ? -Maximum - 1 : -Maximum;

    /// <summary>Width of the array that stores the codes.</summary>
    public int StorageBits => Math.Max(Bits, 2);

    /// <summary>The code nearest to <paramref name="weight"/> / <paramref name="step"/>, halves away
    /// from zero, clamped to the grid.</summary>
    public int Code(double weight, double step)
    {
        if (weight == 0 || step == 0) return 0;
        if (Bits == 1) return Math.Sign(weight);
        return (int)Math.Clamp(Math.Round(weight / step, MidpointRounding.AwayFromZero), Minimum, Maximum);
    }
}
