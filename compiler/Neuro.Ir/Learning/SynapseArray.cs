namespace Neuro.Ir.Learning;

/// <summary>A per-synapse variable beside the weight.</summary>
/// <param name="Name">Its name, unique in the projection; not "weight" or one of
/// <see cref="PulseCounts"/>.</param>
/// <param name="Bits">Width, 1 to 32 (31 when unsigned).</param>
/// <param name="Signed">Whether it is two's complement.</param>
/// <param name="Initial">Its elements at first: a scalar, or an array with one element per synapse, indexed as weights
/// are.</param>
/// <param name="PerSample">Whether a new sample returns it to its initial elements.</param>
public sealed record SynapseArray(string Name, int Bits, bool Signed, IrValue Initial, bool PerSample = false)
{
    /// <summary>Smallest value it can hold.</summary>
    public int Minimum => Signed ? (int)(-1L << (Bits - 1)) : 0;

    /// <summary>Largest value it can hold.</summary>
    public int Maximum => (int)((1L << (Signed ? Bits - 1 : Bits)) - 1);
}
