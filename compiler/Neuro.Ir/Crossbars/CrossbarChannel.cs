namespace Neuro.Ir.Crossbars;

/// <summary>What one ADC code of a tile comes from: the current of a column, or the difference of two.</summary>
/// <param name="Output">The output that the code is added to, from 0 within the tile; −1 for all of them.</param>
/// <param name="Plus">Physical column whose current counts.</param>
/// <param name="Minus">Physical column whose current is taken away before the ADC; −1 for none.</param>
/// <param name="Slice">The digit of the weight that it reads, from the least; its codes are worth 2^(slice · bits per
/// cell).</param>
/// <param name="Sign">1, or −1 for a channel whose codes are subtracted.</param>
public readonly record struct CrossbarChannel(int Output, int Plus, int Minus, int Slice, int Sign);
