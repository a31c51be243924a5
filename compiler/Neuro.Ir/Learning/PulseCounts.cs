namespace Neuro.Ir.Learning;

/// <summary>
/// Names of the per-synapse arrays that a session keeps beside those of a program: how many pulses each cell took since the last
/// reset, at most 2^31 − 1. No rule reads them, and no array of a program may be called so.
/// </summary>
public static class PulseCounts
{
    /// <summary>Pulses of the plus cells.</summary>
    public const string Plus = "pulses of plus";

    /// <summary>Pulses of the minus cells.</summary>
    public const string Minus = "pulses of minus";

    /// <summary>The arrays that <paramref name="plasticity"/> has, by cell: none, those of one cell or of two.</summary>
    public static string[] Of(Plasticity plasticity) => plasticity.Commit switch
    {
        null => [],
        { Minus: null } => [Plus],
        _ => [Plus, Minus],
    };
}
