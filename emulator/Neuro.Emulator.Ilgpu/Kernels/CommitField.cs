namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>
/// Places in the descriptor of a commit by pulses. Tables and factors lie in the constants; −1 where there are none.
/// </summary>
internal static class CommitField
{
    /// <summary>Bits of a code.</summary>
    public const int Bits = 0;

    /// <summary>Steps up, σ of these, steps down, σ of these; then how many elements a row of each has.</summary>
    public const int Tables = 1;

    /// <summary>Number of tables.</summary>
    public const int TableCount = 4;

    /// <summary>Nearness to the upper bound.</summary>
    public const int CloseUp = 9;

    /// <summary>Nearness to the lower bound.</summary>
    public const int CloseDown = 10;

    /// <summary>Codes of the plus cells: [slot, synapse].</summary>
    public const int Plus = 11;

    /// <summary>Codes of the minus cells; −1 for a single cell.</summary>
    public const int Minus = 12;

    /// <summary>The code that a single cell is read against.</summary>
    public const int Reference = 13;

    /// <summary>A <see cref="Ir.Learning.CommitDirection"/>.</summary>
    public const int Direction = 14;

    /// <summary>A <see cref="Ir.Learning.PulseRounding"/>.</summary>
    public const int Rounding = 15;

    /// <summary>Remainders: [slot, synapse].</summary>
    public const int Remainder = 16;

    /// <summary>Smallest remainder kept.</summary>
    public const int RemainderMinimum = 17;

    /// <summary>Largest remainder kept.</summary>
    public const int RemainderMaximum = 18;

    /// <summary>C.</summary>
    public const int ChangePerPulse = 19;

    /// <summary>P.</summary>
    public const int MostPulses = 20;

    /// <summary>Gain of a weight.</summary>
    public const int ReadGain = 21;

    /// <summary>Shift of a weight.</summary>
    public const int ReadShift = 22;

    /// <summary>Codes above it are refreshed.</summary>
    public const int RefreshAbove = 23;

    /// <summary>Factors up, factors down, low bounds, high bounds: [cell, synapse] each.</summary>
    public const int Spread = 24;

    /// <summary>Smallest weight.</summary>
    public const int WeightMinimum = 28;

    /// <summary>Largest weight.</summary>
    public const int WeightMaximum = 29;

    /// <summary>Elements of the normal table.</summary>
    public const int Normals = 30;

    /// <summary>Pulses that the plus cells took: [slot, synapse].</summary>
    public const int PlusPulses = 31;

    /// <summary>Pulses that the minus cells took; −1 for a single cell.</summary>
    public const int MinusPulses = 32;

    /// <summary>Fields of a descriptor.</summary>
    public const int Fields = 33;
}
