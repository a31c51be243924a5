namespace Neuro.Targets.Odin;

/// <summary>One word of a command stream: {operation, 8 bits; a, 20 bits; b, 20 bits}.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="A">SPI address, 20 bits.</param>
/// <param name="B">SPI data or AER address, 20 bits.</param>
public readonly record struct ChipCommand(ChipOperation Operation, int A = 0, int B = 0)
{
    /// <summary>Bits of a and of b.</summary>
    public const int OperandBits = 20;

    /// <summary>The command as the 48-bit word of the file.</summary>
    public ulong Word => ((ulong)Operation << (2 * OperandBits)) | ((ulong)A << OperandBits) | (uint)B;

    /// <summary>The command of a 48-bit word; its operation may be one that does not exist.</summary>
    public static ChipCommand Of(ulong word)
    {
        const int Mask = (1 << OperandBits) - 1;
        return new((ChipOperation)(word >> (2 * OperandBits)), (int)(word >> OperandBits) & Mask, (int)word & Mask);
    }
}
