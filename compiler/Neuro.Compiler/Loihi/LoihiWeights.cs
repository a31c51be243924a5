using System.Numerics;

namespace Neuro.Compiler.Loihi;

/// <summary>
/// Weights of a Loihi core (lava.utils.weightutils): integers of 8 bits and a sign, of which a block with b weight bits keeps the
/// upper b, times a power of two, its weight exponent.
/// </summary>
public static class LoihiWeights
{
    /// <summary>Bits of a weight's magnitude, and of its stored code at most.</summary>
    public const int Bits = 8;

    /// <summary>The mode that says the least about <paramref name="weights"/>: none of one sign is stored with a sign.</summary>
    public static SignMode SignModeOf(ReadOnlySpan<int> weights)
    {
        (int least, int most) = (0, 0);
        foreach (int w in weights) (least, most) = (Math.Min(least, w), Math.Max(most, w));
        return least >= 0 ? SignMode.Excitatory : most <= 0 ? SignMode.Inhibitory : SignMode.Mixed;
    }

    /// <summary>Smallest and largest weight of <paramref name="mode"/> after clipping (clip_weights with 8 bits).</summary>
    public static (int Least, int Most) Range(SignMode mode) => mode switch
    {
        SignMode.Mixed => (-(1 << Bits), (1 << Bits) - 1),
        SignMode.Excitatory => (0, (1 << Bits) - 1),
        _ => (1 - (1 << Bits), 0),
    };

    /// <summary>
    /// <paramref name="weight"/> as a block of <paramref name="bits"/> weight bits holds it: clipped, and its low 8 − bits bits
    /// (9 − bits in mixed mode) cleared toward −∞, of its magnitude in inhibitory mode (clip_weights, truncate_weights).
    /// </summary>
    public static int Held(int weight, SignMode mode, int bits)
    {
        (int least, int most) = Range(mode);
        int clipped = Math.Clamp(weight, least, most);
        int dropped = Bits - bits + (mode == SignMode.Mixed ? 1 : 0);
        return mode == SignMode.Inhibitory ? -((-clipped >> dropped) << dropped) : (clipped >> dropped) << dropped;
    }

    /// <summary>The number of trailing zero bits that all of <paramref name="weights"/> share; 0 where all are zero.</summary>
    public static int Exponent(ReadOnlySpan<int> weights)
    {
        int union = 0;
        foreach (int w in weights) union |= w;
        return union == 0 ? 0 : BitOperations.TrailingZeroCount(union);
    }
}
