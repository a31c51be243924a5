namespace Neuro.Targets.Odin;

/// <summary>What the 4 bits of a synapse mean.</summary>
internal static class SynapseBits
{
    /// <summary>ODIN's map bit.</summary>
    public const int Mapped = 8;

    /// <summary>Bits of ODIN's weight.</summary>
    public const int Weight = 7;

    /// <summary>What a spike of <paramref name="row"/> brings <paramref name="neuron"/>: tinyODIN's signed weight, ODIN's without
    /// its row's sign.</summary>
    public static int Delivered(CrossbarImage image, int row, int neuron)
    {
        int bits = image.Synapses[row * CrossbarChip.Size + neuron];
        if (image.Chip is not OdinChip) return (bits ^ 8) - 8;
        return Delivers(image, bits) ? bits & Weight : 0;
    }

    /// <summary>Whether an ODIN synapse of these bits delivers.</summary>
    public static bool Delivers(CrossbarImage image, int bits) =>
        (bits & Mapped) != 0 || (image.Registers[OdinChip.PropagateUnmapped] & 1) != 0;

    /// <summary>Whether an ODIN synapse of these bits learns, where its neuron does.</summary>
    public static bool Learns(CrossbarImage image, int bits) =>
        (bits & Mapped) != 0 || (image.Registers[OdinChip.UpdateUnmapped] & 1) != 0;
}
