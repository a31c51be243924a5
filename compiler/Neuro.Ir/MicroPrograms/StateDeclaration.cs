namespace Neuro.Ir;

/// <summary>A per-neuron variable kept from tick to tick. What is stored into it must provably fit its width.</summary>
/// <param name="Name">The state's name.</param>
/// <param name="Bits">Width, 1 to 32 (31 when unsigned).</param>
/// <param name="Signed">Whether it is two's complement.</param>
public sealed record StateDeclaration(string Name, int Bits, bool Signed = true)
{
    /// <summary>Smallest value the state can hold.</summary>
    public int Minimum => Signed ? (int)(-1L << (Bits - 1)) : 0;

    /// <summary>Largest value the state can hold.</summary>
    public int Maximum => (int)((1L << (Signed ? Bits - 1 : Bits)) - 1);
}
